import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sentence, type Because } from "#app/domain/because.ts";
import type { Day } from "#app/domain/facts.ts";
import { deliveryCancelled } from "#app/flows/delivery-changed.server.ts";
import { deliveryEntered } from "#app/flows/delivery-entered.server.ts";
import { deliveryReceived } from "#app/flows/delivery-received.server.ts";
import { proposalAccepted, proposalRefused } from "#app/flows/proposal-decided.server.ts";
import { proposalForeseen } from "#app/flows/proposal-foreseen.server.ts";
import {
  supplierLinkMade,
  supplierLinkRevoked,
  supplierLinkSettled,
} from "#app/flows/supplier-link.server.ts";
import { supplierAdded } from "#app/flows/supplier-saved.server.ts";
import { supplierSaid, supplierVisited } from "#app/flows/supplier-visit.server.ts";
import { dayFromNow, orderOf, stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

const other = "other-shop.myshopify.com";
let world: TestWorld;
let pack: StockedVariant;
let acme: string;
let rival: string;
let link: string;
let deliveryId: string;
let arrival: Day;

beforeAll(async () => {
  world = await testWorld({ shops: [{ domain: demoShop }, { domain: other }] });
  pack = await stockedVariant(world, { title: "Trail pack", available: 0 });
  await world.install();
  await world.install(other);
  [acme, rival] = [await supplier("Acme"), await supplier("Rival")];
  await orderOf(world, [{ variant: pack, quantity: 3 }]);
  arrival = dayFromNow(world, 20);
}, 60_000);
afterAll(() => world?.close());

beforeEach(async () => {
  for (const { deliveryId: open } of await world.app.db.delivery.findMany({ where: { shop: demoShop } }))
    await deliveryCancelled(world.app, demoShop, open);
  await world.app.db.proposal.deleteMany({ where: { shop: demoShop } });
  await world.app.db.allowance.deleteMany({ where: { shop: { in: [demoShop, ""] } } });
  await supplierLinkSettled(world.app, demoShop, acme, { language: "en", acceptDays: null });
  ({ deliveryId } = await coming(acme, "PO-118"));
  await world.settled();
  link = await linkOf(acme);
});

async function supplier(name: string, shop = demoShop): Promise<string> {
  const added = await supplierAdded(world.app, shop, { name, leadTimeDays: null, dates: "stated" });
  if (added === "name_taken") throw new Error(`${name} is there already.`);
  return added.supplierId;
}
/** Somebody was promised what the delivery brings. */
async function promised(): Promise<void> {
  pack = await stockedVariant(world, { title: `Trail pack ${deliveryId.slice(0, 8)}`, available: 0 });
  await world.settled();
  ({ deliveryId } = await coming(acme, "PO-118", { expectedOn: dayFromNow(world, 8) }));
  await orderOf(world, [{ variant: pack, quantity: 3 }]);
  await world.settled();
}
async function fieldOf(id = deliveryId): Promise<string> {
  const seen = await visit();
  if (seen === null || seen === "too_often") throw new Error("The link does not work.");
  return seen.deliveries.find((d) => d.deliveryId === id)!.lines[0]!.field;
}
function coming(supplierId: string, reference: string, more: object = {}) {
  return deliveryEntered(world.app, demoShop, {
    itemId: tail(pack.itemId),
    locationId: tail(pack.locationId),
    quantity: 10,
    reference,
    supplierId,
    expectedOn: arrival,
    ...more,
  });
}
async function linkOf(supplierId: string, days = 14, shop = demoShop): Promise<string> {
  const made = await supplierLinkMade(world.app, shop, supplierId, days);
  if (made === "not_found") throw new Error("There is no such supplier.");
  return made.url.slice(made.url.lastIndexOf("/") + 1);
}
const visit = (token = link) => supplierVisited(world.app, token, "203.0.113.7");
const says = (form: Record<string, string>, token = link) =>
  supplierSaid(world.app, token, { delivery: deliveryId, ...form }, "203.0.113.7");
const saysDay = (day: Day, more: Record<string, string> = {}) =>
  says({ answer: "date", statedOn: day, ...more });
const proposals = () => world.app.db.proposal.findMany({ where: { shop: demoShop }, orderBy: { at: "asc" } });
const open = async () => (await proposals()).filter((p) => p.state === "open");
async function statedNow(id = deliveryId): Promise<Day | null> {
  const row = await world.app.db.delivery.findFirstOrThrow({ where: { shop: demoShop, deliveryId: id } });
  return row.statedOn?.toISOString().slice(0, 10) ?? null;
}
async function reasons(): Promise<string[]> {
  const rows = await world.app.db.why.findMany({ where: { shop: demoShop }, orderBy: { seq: "asc" } });
  const said = rows.filter(({ because }) => (because as Because).kind === "supplier_said");
  return said.map((r) =>
    sentence(
      r.because as Because,
      (d) => d,
      (p) => p,
    ),
  );
}
describe("who opens the link", () => {
  test("sees the supplier's own deliveries: what each brings, and the day the supplier stated", async () => {
    await coming(rival, "PO-999");
    await coming(acme, "PO-draft", { confirmed: false });
    const seen = await visit();
    expect(seen).toMatchObject({
      supplier: "Acme",
      deliveries: [
        {
          reference: "PO-118",
          statedOn: arrival,
          lines: [{ title: "Trail pack", sku: "TRAIL-PACK", toCome: 10 }],
        },
      ],
    });
    expect(JSON.stringify(seen)).not.toMatch(/PO-999|PO-draft/);
  });

  test("changes nothing by opening it", async () => {
    await visit();
    expect(await proposals()).toEqual([]);
    expect(await statedNow()).toBe(arrival);
  });

  test("reads it in the supplier's language", async () => {
    await supplierLinkSettled(world.app, demoShop, acme, { language: "ja", acceptDays: null });
    expect(await visit()).toMatchObject({ language: "ja" });
  });
});

describe("a link is bad", () => {
  const isBad = async (token: string) => {
    expect(await visit(token)).toBeNull();
    expect(await says({ answer: "unknown" }, token)).toBeNull();
    expect(await proposals()).toEqual([]);
  };

  test("when a letter of it was changed", async () => {
    const [version, payload, signature] = link.split(".");
    const letter = signature!.startsWith("A") ? "B" : "A";
    await isBad(`${version}.${payload}.${letter}${signature!.slice(1)}`);
    const forged = Buffer.from(JSON.stringify([demoShop, rival, 1, 9_999_999_999])).toString("base64url");
    await isBad(`${version}.${forged}.${signature}`);
    await isBad("");
  });

  test("when it was made for another purpose", async () => {
    await isBad(world.app.links.token("leave", { shop: demoShop, subscriptionId: acme }));
  });

  test("when its days are over", async () => {
    const short = await linkOf(acme, 1);
    const now = world.app.now;
    world.app.now = () => new Date(now().getTime() + 24 * 3600 * 1000);
    try {
      await isBad(short);
    } finally {
      world.app.now = now;
    }
    expect(await visit(short)).not.toBeNull();
  });

  test("when it was taken back, or a newer one was made", async () => {
    const newer = await linkOf(acme);
    await isBad(link);
    expect(await visit(newer)).not.toBeNull();
    await supplierLinkRevoked(world.app, demoShop, acme);
    await isBad(newer);
  });

  test("when it is another shop's: a supplier there with the same turn says nothing here", async () => {
    const theirs = await supplier("Acme", other);
    const token = await linkOf(theirs, 14, other);
    expect(await visit(token)).toMatchObject({ deliveries: [] });
    expect(await says({ answer: "unknown" }, token)).toBe("gone");
    expect(await proposals()).toEqual([]);
  });

  test("when the app was removed from the shop", async () => {
    const set = (installed: boolean) =>
      world.app.db.shop.update({ where: { shop: demoShop }, data: { installed } });
    await set(false);
    await isBad(link);
    await set(true);
    expect(await visit()).not.toBeNull();
  });
});

describe("what a supplier says", () => {
  test("is a proposal, and moves nothing before it is accepted", async () => {
    const later = dayFromNow(world, 27);
    expect(await saysDay(later, { comment: "Port strike" })).toBe("taken");
    expect(await open()).toMatchObject([{ deliveryId, comment: "Port strike" }]);
    expect(await statedNow()).toBe(arrival);
    expect((await reasons()).at(-1)).toBe(
      `Acme says by link: PO-118 comes on ${later}. “Port strike” It waits for your answer.`,
    );
  });

  test("twice in the same words is one proposal, also at once", async () => {
    const later = dayFromNow(world, 27);
    await Promise.all([saysDay(later), saysDay(later)]);
    await saysDay(later);
    expect(await proposals()).toHaveLength(1);
  });

  test("in other words replaces what nobody decided yet", async () => {
    await saysDay(dayFromNow(world, 27));
    await saysDay(dayFromNow(world, 30));
    expect((await proposals()).map((p) => p.state).sort()).toEqual(["open", "replaced"]);
    expect(await open()).toMatchObject([{ statedOn: new Date(`${dayFromNow(world, 30)}T00:00:00Z`) }]);
  });

  test("that the day holds needs nobody's answer, and takes an earlier word back", async () => {
    await saysDay(dayFromNow(world, 27));
    expect(await says({ answer: "same" })).toBe("as_it_is");
    expect(await open()).toEqual([]);
    expect((await reasons()).at(-1)).toBe(`Acme confirms by link: PO-118 comes on ${arrival}.`);
  });

  test.each([
    ["no answer", {}, ["answer"]],
    ["a day that has passed", { answer: "date", statedOn: "2020-01-01" }, ["statedOn"]],
    ["a day that is none", { answer: "date", statedOn: "soon" }, ["statedOn"]],
    ["a comment that is too long", { answer: "unknown", comment: "x".repeat(501) }, ["comment"]],
  ])("with %s is asked again", async (_what, form, wrong) => {
    expect(await says(form)).toEqual({ wrong });
    expect(await proposals()).toEqual([]);
  });

  test("about units is a number", async () => {
    expect(await says({ answer: "same", [await fieldOf()]: "-1" })).toEqual({ wrong: ["units"] });
    expect(await says({ answer: "same", [await fieldOf()]: "7" })).toBe("taken");
    expect((await open())[0]!.units).toEqual({ [tail(pack.itemId)]: 7 });
  });

  test("about another supplier's delivery, or one that ended meanwhile, is not taken", async () => {
    const foreign = await coming(rival, "PO-999");
    expect(await says({ delivery: foreign.deliveryId, answer: "unknown" })).toBe("gone");
    await deliveryCancelled(world.app, demoShop, deliveryId);
    expect(await says({ answer: "unknown" })).toBe("gone");
    expect(await proposals()).toEqual([]);
  });

  test("too often is slowed down, whoever says it", async () => {
    const { allowance } = world.app.db;
    await allowance.create({
      data: { shop: demoShop, scope: "words of a supplier", who: acme, since: world.app.now(), used: 120 },
    });
    expect(await says({ answer: "unknown" })).toBe("too_often");
    const client = world.app.addresses.client("203.0.113.7");
    await allowance.updateMany({ where: { shop: "", who: client }, data: { used: 120 } });
    expect(await visit()).toBe("too_often");
  });
});

describe("accepting it", () => {
  test("is what its preview showed: the delivery changes, and the orders that it pays are told", async () => {
    await promised();
    const later = dayFromNow(world, 60);
    await saysDay(later, { [await fieldOf()]: "8" });
    const [proposal] = await open();
    const seen = await proposalForeseen(world.app, demoShop, proposal!.proposalId);
    expect(seen!.lines).toMatchObject([{ owed: 3, outcome: "must_agree" }]);
    expect(await proposalAccepted(world.app, demoShop, proposal!.proposalId)).toBe("accepted");
    await world.settled();
    expect(await statedNow()).toBe(later);
    const line = await world.app.db.deliveryLine.findFirstOrThrow({ where: { shop: demoShop, deliveryId } });
    expect(line.quantity).toBe(8);
    expect((await reasons()).at(-1)).toBe(
      `Accepted: PO-118 comes on ${later}, with 2 units fewer. Acme said so by link.`,
    );
    expect(await proposalAccepted(world.app, demoShop, proposal!.proposalId)).toBe("over");
  });

  test("that nothing comes cancels the delivery", async () => {
    await says({ answer: "unknown", [await fieldOf()]: "0" });
    await proposalAccepted(world.app, demoShop, (await open())[0]!.proposalId);
    const row = await world.app.db.delivery.findFirstOrThrow({ where: { shop: demoShop, deliveryId } });
    expect(row.status).toBe("cancelled");
  });

  test("or refusing it is over once the delivery has arrived", async () => {
    await saysDay(dayFromNow(world, 27));
    const arrived = { itemId: tail(pack.itemId), quantity: 10, arrivedOn: dayFromNow(world, 0) };
    await deliveryReceived(world.app, demoShop, deliveryId, arrived);
    expect(await proposalAccepted(world.app, demoShop, (await open())[0]!.proposalId)).toBe("over");
    expect((await proposals()).map((p) => p.state)).toEqual(["over"]);
    expect(await statedNow()).toBe(arrival);
  });

  test("is not possible for another shop", async () => {
    await saysDay(dayFromNow(world, 27));
    const { proposalId } = (await open())[0]!;
    expect(await proposalAccepted(world.app, other, proposalId)).toBe("over");
    expect(await proposalRefused(world.app, other, proposalId)).toBe("over");
    expect(await open()).toHaveLength(1);
  });

  test("is not needed for what is refused: everything stays", async () => {
    await saysDay(dayFromNow(world, 27));
    expect(await proposalRefused(world.app, demoShop, (await open())[0]!.proposalId)).toBe("refused");
    expect(await statedNow()).toBe(arrival);
  });
});

describe("a supplier whose words are taken over when they are at most 5 days later", () => {
  beforeEach(() => supplierLinkSettled(world.app, demoShop, acme, { language: "en", acceptDays: 5 }));

  test("comes earlier, and the merchant need not be asked", async () => {
    const sooner = dayFromNow(world, 15);
    expect(await saysDay(sooner)).toBe("accepted");
    await world.settled();
    expect(await statedNow()).toBe(sooner);
    expect((await reasons()).at(-1)).toBe(
      `Taken over by your rule: PO-118 comes on ${sooner}. Acme said so by link.`,
    );
  });

  test.each([
    ["comes later than that", async () => saysDay(dayFromNow(world, 26))],
    ["brings less", async () => says({ answer: "same", [await fieldOf()]: "9" })],
    ["does not know", async () => says({ answer: "unknown" })],
    ["breaks a promise", async () => promised().then(() => saysDay(dayFromNow(world, 13)))],
  ])("that %s is asked about", async (_what, act) => {
    expect(await act()).toBe("taken");
    expect(await open()).toHaveLength(1);
  });
});
