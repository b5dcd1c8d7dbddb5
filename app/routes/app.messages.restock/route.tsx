import { data } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, notFound, page, pageHeaders, type Visit } from "#app/admin-page.server.ts";
import { alertTexts, languagesWritten } from "#app/database/alert-settings.server.ts";
import { mostWanted } from "#app/database/pages/alerts.server.ts";
import { languages, type Language } from "#app/domain/languages.ts";
import { defaultTexts } from "#app/domain/mail-words.ts";
import { readTexts } from "#app/domain/template.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import {
  alertPreviewed,
  alertTested,
  type Preview,
  type TestSent,
} from "#app/flows/alert-previewed.server.ts";
import { alertTextsSaved } from "#app/flows/alert-settings-saved.server.ts";
import { Editor } from "./editor.tsx";

export const meta: MetaFunction = () => [{ title: "Restock message" }];

export const headers = pageHeaders;

export const loader = page(async (visit) => {
  const { world, shop, request } = visit;
  const language = languageIn(new URL(request.url).searchParams.get("language"));
  const texts = await alertTexts(world.db, shop, language);
  return {
    language,
    texts,
    ours: defaultTexts[language],
    written: await languagesWritten(world.db, shop),
    preview: await previewOf(visit, language, texts),
    mailServer: world.mail.ready,
  };
});

export type Answer = FormAnswer & { preview?: Preview };

export const action = form(async (visit, fields) => {
  const { world, shop } = visit;
  const language = languageIn(fields["language"] ?? null);
  const { intent } = fields;
  if (intent === "restore") {
    await alertTextsSaved(world, shop, language, null);
    return data<Answer>({ said: "Original words restored" });
  }
  const read = readTexts(fields, defaultTexts[language]);
  if (!read.ok) return data<Answer>({ errors: read.errors, typed: fields }, { status: 422 });
  switch (intent) {
    case "preview":
      return data<Answer>({ said: "", preview: await previewOf(visit, language, read.value) });
    case "save":
      await alertTextsSaved(world, shop, language, read.value);
      return data<Answer>({ said: "Message saved" });
    case "test": {
      const preview = await previewOf(visit, language, read.value);
      const problem = problemWords(await alertTested(world, shop, fields["address"] ?? "", preview));
      return problem
        ? data<Answer>({ errors: { address: problem }, typed: fields }, { status: 422 })
        : data<Answer>({ said: "Test sent" });
    }
    default:
      throw notFound("form");
  }
});

async function previewOf({ world, shop }: Visit, language: Language, texts: typeof defaultTexts.en) {
  const variantId = await mostWanted(world.db, shop);
  return alertPreviewed(world, shop, { message: "restock", language, texts, variantId });
}

function problemWords(sent: TestSent): string | null {
  switch (sent.kind) {
    case "no_address":
      return "Enter an address like name@example.com.";
    case "too_many":
      return "That were many tests in an hour. Wait a while and try again.";
    case "messages_off":
      return "Shipsby has no mail server yet, so nothing can be sent.";
    case "taken":
      return null;
    default:
      return "The mail server did not take it. Nothing was sent.";
  }
}

function languageIn(tag: string | null): Language {
  return languages.find((l) => l === tag) ?? "en";
}

export default function RestockMessageRoute() {
  const shown = useLoaderData<typeof loader>();
  return <Editor key={`${shown.language}/${JSON.stringify(shown.texts)}`} {...shown} />;
}
