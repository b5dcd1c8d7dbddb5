import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { saveAlertSettings } from "#app/database/alert-settings.server.ts";
import { declined } from "#app/flows/link-followed.server.ts";
import { shopChanged } from "#app/flows/shop-changed.server.ts";
import { stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { alertsTo, asks, passes, readyToSend, tokenIn, worldWithMail } from "#test/alert-acts.ts";
import { mailServer, type MailServer, type ReceivedMail } from "#test/mail/mail-server.ts";
import { demoShop, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let server: MailServer;
beforeAll(async () => {
  server = await mailServer();
  world = await worldWithMail(server);
  await world.install();
});
afterAll(async () => {
  await world?.close();
  await server?.close();
});
afterEach(async () => {
  server.mails.length = 0;
  delete world.meddle.after;
  delete world.meddle.before;
});

const settings = (change: object = {}) =>
  world.app.db.$transaction((tx) =>
    saveAlertSettings(tx, demoShop, { ...readyToSend, doubleOptIn: false, firstRefusal: true, ...change }),
  );
const allow = async () => {
  world.shopify.grantOptionalScopes(demoShop, ["write_draft_orders"]);
  await world.settled();
  await shopChanged(world.app, demoShop);
};

let titles = 0;
/** A variant with people who wait for it, in the order of their names. */
async function awaited(names: string[]): Promise<StockedVariant> {
  const pack = await stockedVariant(world, { title: `Kept ${++titles}`, available: 0, policy: "DENY" });
  await world.settled();
  for (const name of names) {
    await asks(world, pack, `${name}@example.org`);
    world.shopify.clock.advance(1000);
  }
  return pack;
}
const keptTo = (name: string): ReceivedMail[] =>
  server.mails.filter(
    (m) => / is kept for you$/.test(m.subject ?? "") && m.envelope[0] === `${name}@example.org`,
  );
const drafts = () => world.shopify.shops.get(demoShop)!.draftOrders;
const availableOf = async (pack: StockedVariant) => {
  const { inventoryItem } = await world.staff<{
    inventoryItem: { inventoryLevels: { nodes: { quantities: { quantity: number }[] }[] } };
  }>(
    `query ($id: ID!) { inventoryItem(id: $id) { inventoryLevels(first: 5) { nodes { quantities(names: ["available"]) { quantity } } } } }`,
    { id: pack.itemId },
  );
  return inventoryItem.inventoryLevels.nodes[0]!.quantities[0]!.quantity;
};
const unitsOf = (pack: StockedVariant) =>
  world.app.db.keptUnit.findMany({ where: { shop: demoShop, variantId: tail(pack.variantId) } });

describe("first refusal", () => {
  test("without the merchant's leave to write draft orders people are told as ever", async () => {
    await settings();
    const pack = await awaited(["ann"]);
    await pack.setAvailable(1);
    await world.settled();
    expect(alertsTo(server, "ann@example.org")).toHaveLength(1);
    expect(drafts()).toEqual({});
  });

  test("each person who is told has a unit, which nobody else is told of or can buy", async () => {
    await allow();
    await settings();
    const pack = await awaited(["bea", "ben", "bill"]);
    await pack.setAvailable(2);
    await world.settled();
    expect([keptTo("bea").length, keptTo("ben").length, keptTo("bill").length]).toEqual([1, 1, 0]);
    expect(await availableOf(pack)).toBe(0);
    expect(Object.values(drafts()).map((draft) => draft.email)).toEqual([null, null]);
    const mail = keptTo("bea")[0]!;
    expect(mail.text).toContain("1 × Kept 2, €89.00, is kept for you until");
    expect(mail.text).toMatch(/https:\/\/demo-shop\.myshopify\.com\/\d+\/invoices\/\d+/);
    expect(mail.header("list-unsubscribe")).toHaveLength(1);

    // What is not bought in time is for sale again, and the next in line is told.
    const [bought] = await unitsOf(pack);
    await world.staff(`mutation ($id: ID!) { draftOrderComplete(id: $id) { userErrors { message } } }`, {
      id: `gid://shopify/DraftOrder/${bought!.draftId}`,
    });
    await passes(world, 25);
    await passes(world, 1);
    expect((await unitsOf(pack)).map((unit) => unit.state).sort()).toEqual(["bought", "kept", "over"]);
    expect(keptTo("bill")).toHaveLength(1);
    expect([keptTo("bea").length, keptTo("ben").length]).toEqual([1, 1]);
  });

  test("'no thanks' gives the unit to the next person at once", async () => {
    const pack = await awaited(["cat", "cem"]);
    await pack.setAvailable(1);
    await world.settled();
    expect([keptTo("cat").length, keptTo("cem").length]).toEqual([1, 0]);
    const token = tokenIn(keptTo("cat")[0]!, "decline");
    expect(await declined(world.app, token)).toBe("en");
    expect(await declined(world.app, token)).toBe("en");
    await world.settled();
    expect(await availableOf(pack)).toBe(1);
    await passes(world, 25);
    expect(keptTo("cem")).toHaveLength(1);
    expect(keptTo("cat")).toHaveLength(1);
  });

  test("a lost answer keeps one unit and not two", async () => {
    const pack = await awaited(["dan"]);
    const before = Object.keys(drafts()).length;
    let lost = 0;
    world.meddle.after = ({ operation }) => {
      if (operation === "KeepUnit" && lost++ === 0) throw new Error("the line broke");
    };
    await pack.setAvailable(5);
    await world.settled();
    expect(keptTo("dan")).toEqual([]);
    await passes(world, 0.1);
    expect(keptTo("dan")).toHaveLength(1);
    expect(Object.keys(drafts()).length - before).toBe(1);
    expect(await availableOf(pack)).toBe(4);
  });

  test("who leaves the list meanwhile gives their unit back", async () => {
    const pack = await awaited(["eli"]);
    server.faults.sender = () => "451 4.3.0 not now";
    await pack.setAvailable(1);
    await world.settled();
    delete server.faults.sender;
    expect(await availableOf(pack)).toBe(0);
    await world.app.db.subscription.updateMany({
      where: { shop: demoShop, variantId: tail(pack.variantId) },
      data: { state: "left", sealed: "" },
    });
    await passes(world, 0.5);
    await passes(world, 0.1);
    expect(keptTo("eli")).toEqual([]);
    expect(await availableOf(pack)).toBe(1);
  });
});
