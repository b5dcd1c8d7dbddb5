import { data } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, notFound, page, pageHeaders, type Visit } from "#app/admin-page.server.ts";
import { mayReadDrafts } from "#app/database/drafts.server.ts";
import { holdRules } from "#app/database/holds.server.ts";
import { healthPage } from "#app/database/pages/health.server.ts";
import { transferAccess } from "#app/database/pages/native.server.ts";
import { tiersOf } from "#app/database/tiers.server.ts";
import type { EffectKind } from "#app/domain/effects.ts";
import { readSettings } from "#app/domain/settings-form.ts";
import { reconcileAsked } from "#app/flows/reconcile-asked.server.ts";
import { effectRetried, webhookRetried } from "#app/flows/retried.server.ts";
import { settingsSaved } from "#app/flows/settings-saved.server.ts";
import { calendarWords } from "#app/components/calendar-words.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { Settings } from "./settings.tsx";

export const meta: MetaFunction = () => [{ title: "Settings" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop, settings }) => {
  const { calendar, policies } = settings;
  return {
    health: await healthPage(world.db, shop),
    access: await transferAccess(world.db, shop),
    readsDrafts: await mayReadDrafts(world.db, shop),
    saved: policies,
    calendar: calendarWords(calendar),
    groups: (await tiersOf(world.db, shop)).tiers,
    holds: await holdRules(world.db, shop),
  };
});

type Fields = Record<string, string>;

export const action = form(async (visit, fields) => {
  const { world, shop } = visit;
  switch (fields["intent"]) {
    case "save":
      return save(visit, fields);
    case "check":
      await reconcileAsked(world, shop);
      return done("Checking with Shopify");
    case "drafts-allowed":
      // What was granted is asked of Shopify, not of the browser.
      await world.nudge([{ queue: "read", shop, what: "shop", id: "it" }]);
      return done("Counting your draft orders");
    case "retry-webhook": {
      const { topic = "", webhookId = "" } = fields;
      await webhookRetried(world, shop, { topic, webhookId });
      return done("Trying again");
    }
    case "retry-effect": {
      const { kind = "", target = "" } = fields;
      if (!isEffectKind(kind)) throw notFound("form");
      await effectRetried(world, shop, { kind, target });
      return done("Trying again");
    }
    default:
      throw notFound("form");
  }
});

async function save({ world, shop }: Visit, fields: Fields) {
  const read = readSettings(fields);
  if (!read.ok) return data<FormAnswer>({ errors: read.errors, typed: fields }, { status: 422 });
  await settingsSaved(world, shop, read.value);
  return done("Settings saved");
}

function done(said: string) {
  return data<FormAnswer>({ said });
}

const kinds: EffectKind[] = [
  "publish_availability",
  "tag_order",
  "write_order_backorders",
  "hold_waiting_part",
  "switch_policy",
];

function isEffectKind(kind: string): kind is EffectKind {
  return (kinds as string[]).includes(kind);
}

export default function SettingsRoute() {
  return <Settings {...useLoaderData<typeof loader>()} />;
}
