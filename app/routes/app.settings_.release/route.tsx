import { data } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, page, pageHeaders } from "#app/admin-page.server.ts";
import { grantedScopes, holdCounts, holdRules } from "#app/database/holds.server.ts";
import { holdScopes, readRelease } from "#app/domain/release-form.ts";
import { releaseSettingsSaved } from "#app/flows/release-settings-saved.server.ts";
import { shopChanged } from "#app/flows/shop-changed.server.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { ReleaseSettings } from "./release-settings.tsx";

export const meta: MetaFunction = () => [{ title: "Holds and release" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop }) => {
  const granted = await grantedScopes(world.db, shop);
  return {
    saved: await holdRules(world.db, shop),
    counts: await holdCounts(world.db, shop),
    allowed: holdScopes.every((scope) => granted.includes(scope)),
  };
});

export const action = form(async ({ world, shop }, fields) => {
  let read = readRelease(fields, await grantedScopes(world.db, shop));
  if (!read.ok) {
    // Access may have been given just now, and its webhook be on its way.
    await shopChanged(world, shop);
    read = readRelease(fields, await grantedScopes(world.db, shop));
  }
  if (!read.ok) return data<FormAnswer>({ errors: read.errors, typed: fields }, { status: 422 });
  await releaseSettingsSaved(world, shop, read.value);
  return data<FormAnswer>({ said: "Settings saved" });
});

export default function ReleaseSettingsRoute() {
  return <ReleaseSettings {...useLoaderData<typeof loader>()} />;
}
