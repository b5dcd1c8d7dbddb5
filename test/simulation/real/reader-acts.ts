import { alertRules } from "#app/database/alert-settings.server.ts";
import { keptBackOf } from "#app/database/kept-back.server.ts";
import { endSubscriptions } from "#app/database/subscriptions.server.ts";
import { alertSettingsSaved } from "#app/flows/alert-settings-saved.server.ts";
import { keptBackSet } from "#app/flows/kept-back-set.server.ts";
import { signedUp } from "#app/flows/signed-up.server.ts";
import type { Id } from "#app/domain/facts.ts";
import { readyToSend } from "#test/alert-acts.ts";
import type { Act, Step } from "../history.ts";
import { rules } from "../readers.ts";
import { anyKept, keptInWords } from "../rule-acts.ts";
import type { Place } from "./merchant-acts.ts";

type Happens = (place: Place, step: Step) => Promise<string | null>;

const pick = <T>(list: T[], at: number): T | undefined => list[at % Math.max(1, list.length)];

/** Nobody has to confirm, so that no step waits for a mail. */
export const readersSettings = { ...readyToSend, ...rules, doubleOptIn: false };

/** People who wait for a variant, and units that are kept for them and for the shop floor. */
export const readerActs = {
  async keep_back(place, step) {
    const choice = anyKept(place.stage, step);
    return kept(place, (await isAwaited(place, choice.itemId)) ? choice : { ...choice, readers: 0 });
  },
  async keep_for_readers(place, { which, other, units }) {
    const { world, shop, stage } = place;
    const awaited = [];
    for (const { id } of stage.items) if (await isAwaited(place, id)) awaited.push(id);
    const itemId = pick(awaited, which);
    if (itemId === undefined) return null;
    const locationId = pick(await placesOwing(place, itemId), other)!;
    const rows = await keptBackOf(world.db, shop, [itemId]);
    const floor = rows.find((k) => k.locationId === locationId)?.units ?? 0;
    return kept(place, { itemId, locationId, units: floor, readers: units });
  },
  async sign_up({ world, shop, stage }, { which, other, luck }) {
    const variant = pick(stage.variants, which)!.id;
    const form = { variant, email: `reader-${luck}@example.org`, ...(other % 5 === 0 && { stay: "on" }) };
    const { state } = await signedUp(world, shop, form, { client: `client ${luck}`, acceptLanguage: null });
    return state === "listed" ? "somebody wants to hear of a variant" : null;
  },
  async leave_list({ world, shop }, { which }) {
    const where = { shop, state: "waiting" };
    const waiting = await world.db.subscription.findMany({ where, orderBy: { askedAt: "asc" } });
    const person = pick(waiting, which);
    if (!person) return null;
    const { who, subscriptionId } = person;
    await world.db.$transaction((tx) => endSubscriptions(tx, shop, who, subscriptionId, "left", world.now()));
    return "somebody leaves a list";
  },
  async alerts({ world, shop }) {
    const sending = !(await alertRules(world.db, shop)).sending;
    await alertSettingsSaved(world, shop, { ...readersSettings, sending });
    return `restock mails are ${sending ? "on" : "off"}`;
  },
} satisfies Partial<Record<Act, Happens>>;

async function kept({ world, shop, stage }: Place, choice: ReturnType<typeof anyKept>): Promise<string> {
  await keptBackSet(world, shop, choice);
  return keptInWords(stage, choice);
}

async function isAwaited({ world, shop, stage }: Place, itemId: Id): Promise<boolean> {
  const variantIds = stage.variants.flatMap((v) => (v.inventoryItemId === itemId ? v.id : []));
  const where = { shop, variantId: { in: variantIds }, state: "waiting" };
  return (await world.db.subscription.count({ where })) > 0;
}

/** Where something is owed of an item; else anywhere. */
export async function placesOwing({ world, shop, stage }: Place, itemId: Id): Promise<Id[]> {
  const owed = await world.db.owedLine.findMany({ where: { shop, itemId }, select: { locationId: true } });
  const owing = stage.locationIds.filter((id) => owed.some((o) => o.locationId === id));
  return owing.length > 0 ? owing : stage.locationIds;
}
