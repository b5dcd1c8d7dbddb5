import { data } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, page, pageHeaders } from "#app/admin-page.server.ts";
import { alertSettings } from "#app/database/alert-settings.server.ts";
import { readAlertSettings } from "#app/domain/alert-settings-form.ts";
import { alertSettingsSaved } from "#app/flows/alert-settings-saved.server.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { AlertSettingsPage } from "./alert-settings.tsx";

export const meta: MetaFunction = () => [{ title: "Alert settings" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop }) => ({
  saved: await alertSettings(world.db, shop),
  mailServer: world.mail.ready,
}));

export const action = form(async ({ world, shop }, fields) => {
  const read = readAlertSettings(fields);
  if (!read.ok) return data<FormAnswer>({ errors: read.errors, typed: fields }, { status: 422 });
  await alertSettingsSaved(world, shop, read.value);
  return data<FormAnswer>({ said: "Alert settings saved" });
});

export default function AlertSettingsRoute() {
  return <AlertSettingsPage {...useLoaderData<typeof loader>()} />;
}
