import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enterDelivery, orderOf, stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { ensureBuilt } from "#test/shopify-stand-in/demo/build.ts";
import { testWorld, type TestWorld } from "#test/world.ts";
import { daysClosed } from "#app/flows/calendar-changed.server.ts";
import { browser, open, send, words } from "./visit.ts";
import { demoShop } from "#test/world.ts";

let world: TestWorld;
let pack: StockedVariant;
let lamp: StockedVariant;
beforeAll(async () => {
  await ensureBuilt(process.cwd(), () => {});
  world = await testWorld();
  await world.install();
  pack = await stockedVariant(world, { title: "Trail pack", available: 0 });
  lamp = await stockedVariant(world, { title: "Lamp", available: 2 });
  await orderOf(world, [{ variant: pack, quantity: 2 }]);
  await enterDelivery(world, pack, { quantity: 5, days: 20 });
  await world.settled();
}, 180_000);
afterAll(() => world?.close());

async function read(path: string): Promise<string> {
  const { status, html } = await open(world, path);
  expect(status, words(html).slice(0, 500)).toBe(200);
  return words(html);
}
const at = (level: string, ...ids: string[]) => {
  const where = new URLSearchParams({ level });
  for (const id of ids) where.append("target", tail(id));
  return where;
};

/** Asks as a page's script does while somebody types. */
async function foreseen(path: string): Promise<string> {
  const response = await fetch(new URL(path.replace("?", ".data?"), world.webUrl), {
    headers: { "user-agent": browser, authorization: `Bearer ${world.shopify.issueIdToken(demoShop)}` },
  });
  expect(response.status).toBe(200);
  return response.text();
}

describe("what is different about dates", () => {
  test.each(["lead-time", "handling", "buffer", "calendar"])("is nothing at first: %s", async (kind) => {
    expect(await read(`/app/policies/dates/${kind}`)).toContain("It is the same everywhere.");
  });

  test("is foreseen before it is saved, with what becomes of promises, and nothing is saved by that", async () => {
    const asked = `/app/policies/foreseen?kind=handling&${at("product", pack.productId)}`;
    const seen = await foreseen(`${asked}&days=30`);
    expect(seen).toContain("must_agree");
    expect(seen).toContain("Trail pack");
    expect(await foreseen(`${asked}&days=x`)).not.toContain("lines");
    expect(await foreseen(`/app/policies/foreseen?kind=handling&${at("product", lamp.productId)}&days=9`))
      .not //
      .toContain("must_agree");
    expect(await world.app.db.dateRule.count()).toBe(0);
  });

  test("is named at its field where it is wrong", async () => {
    const where = at("product", pack.productId);
    const { html } = await send(world, `/app/policies/dates/handling/set?${where}`, { days: "31" });
    expect(html).toContain("Enter a whole number from 0 to 30.");
    const week = { first: "2027-02-03", last: "2027-02-01", name: "Inventory" };
    const calendar = await send(world, `/app/policies/dates/calendar/set?${where}`, week);
    expect(calendar.html).toContain("Choose at least one working day.");
    expect(calendar.html).toContain("A last day comes before its first day.");
  });

  test("stands in a list with its search, is on the product's page, and can be undone today", async () => {
    await send(world, `/app/policies/dates/handling/set?${at("product", pack.productId)}`, { days: "4" });
    await send(world, `/app/policies/dates/calendar/set?${at("variant", lamp.variantId)}`, {
      "workingDays[]": ["2", "4"],
      ...{ keepsClosed: "on", first: "2027-02-01", last: "2027-02-03", name: "Inventory" },
    });
    await world.settled();
    const list = await read("/app/policies/dates/handling");
    expect(list).toContain("Product: Trail pack");
    expect(list).toContain("4 working days set for 1 product");
    expect(await read("/app/policies/dates/handling?search=lamp")).toContain("No results.");
    expect(await read("/app/policies/dates/calendar")).toContain("Tuesday and Thursday, closed");
    expect(await read("/app/policies")).toContain("handling in 1 place and working days in 1 place");
    expect(await read(`/app/policies/applies/${tail(pack.productId)}`)).toContain("4 working days");
    expect(await read(`/app/products/${tail(pack.productId)}`)).toContain("+ 4 working days of handling");
    const { changeId } = await world.app.db.dateChange.findFirstOrThrow({ where: { kind: "handling" } });
    expect(await foreseen(`/app/policies/foreseen?undo=${changeId}`)).toContain("Trail pack");
    expect(await read("/app/policies/dates/handling")).toContain("Product: Trail pack");
    const undone = await send(world, "/app/policies/dates/handling", { intent: "undo", changeId });
    expect(undone.html).toContain("Undone");
    const again = await send(world, "/app/policies/dates/handling", { intent: "undo", changeId });
    expect(again.html).toContain("It was undone already.");
    expect(await foreseen(`/app/policies/foreseen?undo=${changeId}`)).not.toContain("looked");
    expect(await read("/app/policies/dates/handling")).toContain("It is the same everywhere.");
  });

  test("a calendar of its own can be filled with the public holidays of a region", async () => {
    expect(await foreseen("/app/policies/holidays?of=US")).toContain("Independence Day");
    expect(await foreseen("/app/policies/holidays?of=DE-BE")).toContain("International Women's Day");
    expect(await foreseen("/app/policies/holidays?of=nowhere")).not.toContain("Day");
    const where = at("product", lamp.productId);
    expect(await read(`/app/policies/dates/calendar/set?${where}`)).toContain("Public holidays of");
  });

  test("can be removed from many places at once", async () => {
    const where = at("product", pack.productId, lamp.productId);
    await send(world, `/app/policies/dates/buffer/set?${where}`, { days: "3" });
    expect(await read("/app/policies/dates/buffer")).toContain("Product: Lamp");
    expect(await read(`/app/policies/dates/buffer/set?${where}&remove=yes`)).toContain(
      "Remove buffer of 2 products",
    );
    await send(world, `/app/policies/dates/buffer/set?${where}&remove=yes`, {});
    expect(await read("/app/policies/dates/buffer")).toContain("It is the same everywhere.");
  });

  test("a page of something that this shop does not have leads nowhere", async () => {
    for (const path of ["nothing", "handling/set?level=product&target=404", "handling/set?level=shop"])
      expect((await open(world, `/app/policies/dates/${path}`)).status).toBe(404);
  });
});

describe("what the shop and its products have", () => {
  const settings = "/app/settings/foreseen?";
  test.each([
    ["handling", `${settings}what=calendar&handlingDays=25&workingDays[]=1&workingDays[]=2`],
    ["a lead time of the shop that no delivery is before", `${settings}what=lead-time&leadTimeDays=90`],
  ])("is foreseen before it is saved: %s", async (name, path) => {
    const seen = await foreseen(path);
    if (name === "handling") expect(seen).toContain("must_agree");
    else expect(seen).toContain("looked");
  });

  test("closed days are foreseen from their first day on, whatever they are for", async () => {
    const { timeZone } = await world.app.db.shop.findFirstOrThrow({ select: { timeZone: true } });
    const day = (days: number) =>
      new Intl.DateTimeFormat("en-CA", { timeZone }).format(
        new Date(world.app.now().getTime() + days * 86_400_000),
      );
    const seen = await foreseen(`${settings}what=closed&from=${day(15)}&to=${day(90)}&name=`);
    expect(seen).toContain("must_agree");
    expect(await world.app.db.holiday.count()).toBe(0);
  });

  test("taking away closed days or customs days is foreseen, and nothing is taken away by that", async () => {
    const [from, to] = ["2027-01-01", "2027-01-31"];
    await daysClosed(world.app, demoShop, { locationId: "", from, to, name: "Winter" });
    await world.settled();
    const seen = await foreseen(`${settings}what=open&locationId=&from=${from}&to=${to}`);
    expect(seen).toContain("looked");
    expect(await world.app.db.holiday.count()).toBe(31);
    expect(await foreseen(`${settings}what=open&locationId=&from=x&to=${to}`)).not.toContain("looked");
    expect(await foreseen(`${settings}what=customs&country=CH&days=0`)).toContain("looked");
  });
});
