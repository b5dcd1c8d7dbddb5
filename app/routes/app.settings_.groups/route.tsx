import { data } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, page, pageHeaders } from "#app/admin-page.server.ts";
import { asksCustomers, countToCompare, tiersOf } from "#app/database/tiers.server.ts";
import { customerScopes, needsCustomers, readTiers } from "#app/domain/tiers.ts";
import { shopChanged } from "#app/flows/shop-changed.server.ts";
import { tiersForeseen } from "#app/flows/tiers-foreseen.server.ts";
import { tiersSaved, tiersUndone } from "#app/flows/tiers-saved.server.ts";
import { Groups, type GroupsAnswer } from "./groups.tsx";

export const meta: MetaFunction = () => [{ title: "Who is served first" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop, settings }) => {
  const of = await tiersOf(world.db, shop);
  return {
    saved: of.tiers,
    were: of.were,
    allowed: customerScopes.every((scope) => of.granted.includes(scope)),
    blind: needsCustomers(of.tiers) && !asksCustomers(of),
    toCompare: await countToCompare(world.db, shop),
    byNeed: settings.policies.rankBy === "required",
    paidFirst: settings.policies.paidFirst,
  };
});

export const action = form(async ({ world, shop }, fields, all) => {
  if (fields["intent"] === "undo") {
    const done = await tiersUndone(world, shop);
    return data<GroupsAnswer>({
      said: done ? "Groups are as they were before" : "There was nothing to undo",
    });
  }
  const typed = [all.getAll("by"), all.getAll("tag")].map((list) => list.map(String));
  const read = async () => {
    const { tiers: saved, granted } = await tiersOf(world.db, shop);
    return readTiers(typed[0]!, typed[1]!, { granted, saved });
  };
  let tiers = await read();
  if (!tiers.ok) {
    // Access may have been given just now, and its webhook be on its way.
    await shopChanged(world, shop);
    tiers = await read();
  }
  if (!tiers.ok)
    return data<GroupsAnswer>({ errors: tiers.errors as Record<string, string> }, { status: 422 });
  if (fields["intent"] === "foresee")
    return data<GroupsAnswer>({ foreseen: await tiersForeseen(world, shop, tiers.value) });
  await tiersSaved(world, shop, tiers.value);
  return data<GroupsAnswer>({ said: "Groups saved" });
});

export default function GroupsRoute() {
  return <Groups {...useLoaderData<typeof loader>()} />;
}
