import { data } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, notFound, page, pageHeaders } from "#app/admin-page.server.ts";
import { kindIn, kindWords } from "#app/components/date-rule-words.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { dateChangesSince } from "#app/database/date-changes.server.ts";
import { listedDateRules } from "#app/database/pages/date-rules.server.ts";
import { dayIn } from "#app/domain/days.ts";
import { dateRuleUndone, type NotTakenBack } from "#app/flows/date-rules-set.server.ts";
import { DatesPage } from "./dates.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? kindWords[data.kind] : "Dates" },
];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop, params, request, settings, today }) => {
  const kind = kindIn(params["kind"]);
  if (!kind) throw notFound("page");
  const search = (new URL(request.url).searchParams.get("search") ?? "").trim().slice(0, 100);
  const { handlingDays, workingDays, timeZone } = settings.calendar;
  const lately = await dateChangesSince(world.db, shop, kind, new Date(world.now().getTime() - 86_400_000));
  return {
    kind,
    search,
    list: await listedDateRules(world.db, shop, kind, search),
    ofShop: { handlingDays, workingDays, leadTimeDays: settings.policies.leadTimeDays },
    changes: lately
      .filter((c) => dayIn(timeZone, new Date(c.at)) === today)
      .map(({ changeId, level, before, after, at }) => ({
        ...{ changeId, level, after, at },
        places: Object.keys(before).length,
      })),
  };
});

const kept: Record<NotTakenBack, string> = {
  gone: "It was undone already.",
  too_late: "It can be undone on the same day only.",
  newer: "Something newer was said of the same places, so it stays.",
};

export const action = form(async ({ world, shop }, fields) => {
  const { intent, changeId = "" } = fields;
  if (intent !== "undo" || !/^[0-9a-f-]{36}$/.test(changeId)) throw notFound("form");
  const undone = await dateRuleUndone(world, shop, changeId);
  if (undone === "undone") return data<FormAnswer>({ said: "Undone" });
  return data<FormAnswer>({ errors: { form: kept[undone] }, typed: fields }, { status: 422 });
});

export default function DatesRoute() {
  const loaded = useLoaderData<typeof loader>();
  return <DatesPage key={`${loaded.kind} ${loaded.search}`} {...loaded} />;
}
