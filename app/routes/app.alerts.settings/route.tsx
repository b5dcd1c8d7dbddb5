import { data } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, page, pageHeaders } from "#app/admin-page.server.ts";
import { alertSettings, mayKeepUnits } from "#app/database/alert-settings.server.ts";
import { countryOf } from "#app/database/shops.server.ts";
import { readAlertSettings } from "#app/domain/alert-settings-form.ts";
import { countryWantsConfirming } from "#app/domain/opt-in.ts";
import { shopChanged } from "#app/flows/shop-changed.server.ts";
import { alertSettingsSaved } from "#app/flows/alert-settings-saved.server.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { AlertSettingsPage } from "./alert-settings.tsx";

export const meta: MetaFunction = () => [{ title: "Alert settings" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop }) => {
  const country = await countryOf(world.db, shop);
  return {
    saved: await alertSettings(world.db, shop),
    mailServer: world.mail.ready,
    /** The shop's country, where it wants every address confirmed. */
    confirming: countryWantsConfirming(country) ? country : null,
    mayKeep: await mayKeepUnits(world.db, shop),
  };
});

export const action = form(async ({ world, shop }, fields) => {
  // Shopify also says so by a webhook, but the page is open now.
  if (fields["intent"] === "granted") {
    await shopChanged(world, shop);
    return data<FormAnswer>({ said: "Shipsby may keep units" });
  }
  const read = readAlertSettings(fields);
  if (!read.ok) return data<FormAnswer>({ errors: read.errors, typed: fields }, { status: 422 });
  await alertSettingsSaved(world, shop, read.value);
  return data<FormAnswer>({ said: "Alert settings saved" });
});

export default function AlertSettingsRoute() {
  return <AlertSettingsPage {...useLoaderData<typeof loader>()} />;
}
