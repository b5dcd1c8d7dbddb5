import { createHash, randomUUID } from "node:crypto";
import { findDelivery } from "../database/deliveries.server.ts";
import { take } from "../database/limits.server.ts";
import {
  deliveriesForSupplier,
  newestProposal,
  putProposal,
  type ProposalRow,
  type SupplierSees,
} from "../database/proposals.server.ts";
import { isInstalled, shopName, timeZoneOf } from "../database/shops.server.ts";
import { linkedSupplier, type LinkedSupplierRow } from "../database/supplier-links.server.ts";
import { dayIn } from "../domain/days.ts";
import type { Day, Id } from "../domain/facts.ts";
import type { Language } from "../domain/languages.ts";
import { supplierLimits } from "../domain/limits.ts";
import {
  isConfirmation,
  isHarmless,
  readTold,
  type AskedAbout,
  type ProposalField,
  type Told,
} from "../domain/proposal.ts";
import type { World } from "../world.ts";
import { noteTold, proposalAccepted } from "./proposal-decided.server.ts";
import { proposalForeseen } from "./proposal-foreseen.server.ts";

/** What the page behind a supplier's link shows. */
export type SupplierVisit = {
  language: Language;
  shopName: string;
  supplier: string;
  today: Day;
  deliveries: (Omit<SupplierSees, "lines"> & {
    lines: (SupplierSees["lines"][number] & { field: string })[];
  })[];
};

/** Opening a link changes nothing. Null: a bad link, of whatever kind. */
export async function supplierVisited(
  world: World,
  token: string,
  client: string,
): Promise<SupplierVisit | "too_often" | null> {
  if (!(await mayOpen(world, client))) return "too_often";
  const found = await follow(world, token);
  if (!found) return null;
  const { shop, supplier } = found;
  const deliveries = await deliveriesForSupplier(world.db, shop, supplier.supplierId);
  return {
    language: supplier.language,
    shopName: await shopName(world.db, shop),
    supplier: supplier.name,
    today: dayIn(await timeZoneOf(world.db, shop), world.now()),
    deliveries: deliveries.map((d) => ({ ...d, lines: asked(d).lines })),
  };
}

/** What became of a supplier's words: `taken` are the merchant's to decide, `as_it_is` confirm what we have. */
export type Answer = "taken" | "accepted" | "as_it_is" | "gone" | "too_often" | { wrong: ProposalField[] };

/**
 * The supplier said something about one of its own deliveries. Nothing changes by it but a proposal, except by the
 * rule that the merchant set for this supplier. The same words twice are said once.
 */
export async function supplierSaid(
  world: World,
  token: string,
  form: Partial<Record<string, string>>,
  client: string,
): Promise<Answer | null> {
  if (!(await mayOpen(world, client))) return "too_often";
  const found = await follow(world, token);
  if (!found) return null;
  const { shop, supplier } = found;
  const said = await world.db.$transaction(async (tx): Promise<Answer | Opened> => {
    const now = world.now();
    if (!(await take(tx, shop, supplierLimits.link, supplier.supplierId, now))) return "too_often" as const;
    // Locked: of two words at once the second sees the first.
    const delivery = await findDelivery(tx, shop, form["delivery"] ?? "");
    if (!delivery) return "gone" as const;
    const { deliveryId } = delivery;
    const [sees] = await deliveriesForSupplier(tx, shop, supplier.supplierId, deliveryId);
    if (!sees) return "gone" as const;
    const about = asked(sees);
    const read = readTold(form, about, dayIn(await timeZoneOf(tx, shop), now));
    if (!read.ok) return { wrong: read.wrong };
    const { told } = read;
    const confirms = isConfirmation(told, about);
    const newest = await newestProposal(tx, shop, supplier.supplierId, deliveryId);
    if (newest && isStanding(newest) && sameWords(newest, told)) return confirms ? "as_it_is" : "taken";
    const state = confirms ? ("confirmed" as const) : ("open" as const);
    const proposalId = randomUUID();
    const proposal = { ...told, proposalId, deliveryId, supplierId: supplier.supplierId, state, at: now };
    await putProposal(tx, shop, proposal);
    await noteTold(world, tx, shop, proposal, sees, confirms ? "confirmed" : "said");
    return confirms ? ("as_it_is" as const) : { proposalId, told, about };
  });
  if (typeof said === "string" || "wrong" in said) return said;
  return (await isTakenOver(world, shop, supplier, said)) ? "accepted" : "taken";
}

type Opened = { proposalId: Id; told: Told; about: AskedAbout };

/** By the merchant's rule, and only where nobody would have to be told another day. */
async function isTakenOver(
  world: World,
  shop: string,
  { acceptDays }: LinkedSupplierRow,
  { proposalId, told, about }: Opened,
): Promise<boolean> {
  if (!isHarmless(told, about, acceptDays, [])) return false;
  const foreseen = await proposalForeseen(world, shop, proposalId);
  if (!foreseen) return false;
  if (
    !isHarmless(
      told,
      about,
      acceptDays,
      foreseen.lines.map((l) => l.outcome),
    )
  )
    return false;
  return (await proposalAccepted(world, shop, proposalId, "rule")) === "accepted";
}

function asked(sees: SupplierSees) {
  const { deliveryId, statedOn } = sees;
  // Not what Shopify calls an item, and not its place in a list that may change.
  const field = (itemId: Id) =>
    `u${createHash("sha256").update(`${deliveryId}/${itemId}`).digest("hex").slice(0, 16)}`;
  return { statedOn, lines: sees.lines.map((line) => ({ ...line, field: field(line.itemId) })) };
}

function isStanding({ state }: ProposalRow): boolean {
  return state === "open" || state === "confirmed";
}

function sameWords(a: Told, b: Told): boolean {
  const units = ({ units: of }: Told) => JSON.stringify(Object.entries(of).sort());
  return a.statedOn === b.statedOn && a.comment === b.comment && units(a) === units(b);
}

async function mayOpen(world: World, client: string): Promise<boolean> {
  const who = world.addresses.client(client);
  return world.db.$transaction((tx) => take(tx, "", supplierLimits.client, who, world.now()));
}

async function follow(
  world: World,
  token: string,
): Promise<{ shop: string; supplier: LinkedSupplierRow } | null> {
  const linked = world.links.readSupplier(token, world.now());
  if (!linked || !(await isInstalled(world.db, linked.shop))) return null;
  const supplier = await linkedSupplier(world.db, linked.shop, linked.supplierId);
  return supplier?.turn === linked.turn ? { shop: linked.shop, supplier } : null;
}
