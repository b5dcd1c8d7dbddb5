import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CalendarSettings } from "#app/database/calendar.server.ts";
import { dayIn, weekday } from "#app/domain/days.ts";
import { calendarSaved, customsDaysSet, daysClosed, daysOpened } from "#app/flows/calendar-changed.server.ts";
import { horizon } from "#app/flows/holidays-kept.server.ts";
import { madeToOrderSet } from "#app/flows/made-to-order-set.server.ts";
import { dayFromNow, enterDelivery, orderOf, stockedVariant, tail } from "#test/acts.ts";
import type { PlacedOrder, StockedVariant } from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

const minute = 60_000;
const weekdays = [1, 2, 3, 4, 5];

let world: TestWorld;
/** Waits for a delivery of today. */
let tent: StockedVariant;
let waiting: PlacedOrder;
/** Made to order in three working days. */
let table: StockedVariant;

beforeAll(async () => {
  world = await testWorld();
  tent = await stockedVariant(world, { title: "Tent", available: 0 });
  table = await stockedVariant(world, { title: "Table", available: 0 });
  await world.install();
  await until(1, "10:00");
});
afterAll(() => world?.close());

const saved = (more: Partial<CalendarSettings> = {}) =>
  calendarSaved(world.app, demoShop, {
    ...{ handlingDays: 0, workingDays: weekdays, cutOff: "14:00", holidaysOf: null, zones: {}, ...more },
  });

/** Waits until it is that time in Berlin on the next such weekday. */
async function until(day: number, time: string): Promise<void> {
  const wall = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin", timeStyle: "short" });
  let at = world.shopify.clock.now();
  const start = at.getTime();
  do at = new Date(at.getTime() + minute);
  while (weekday(dayIn("Europe/Berlin", at)) !== day || wall.format(at) !== time);
  world.shopify.clock.advance(at.getTime() - start);
  await world.beat();
  await world.settled();
}
const shipsBy = async (order = waiting) =>
  ((await order.backorders()) as { lines: { ships_by: string | null }[] }).lines[0]!.ships_by;

describe("on a Monday morning, with nothing to handle and a cut-off at 14:00", () => {
  test("goods of today leave today, and three days of making end on Thursday", async () => {
    waiting = await orderOf(world, [{ variant: tent, quantity: 1 }]);
    await saved();
    await enterDelivery(world, tent, { quantity: 1, days: 0 });
    await madeToOrderSet(world.app, demoShop, { productId: tail(table.productId), days: 3 });
    await world.settled();
    expect(await shipsBy()).toBe(dayFromNow(world, 0));
    expect(await table.published()).toEqual({
      ...{ state: "backorder", ships_by: dayFromNow(world, 3), made_to_order: true },
    });
  });

  test("what is ordered before the cut-off keeps its day, whatever is quoted later", async () => {
    const early = await orderOf(world, [{ variant: table, quantity: 1 }]);
    await world.settled();
    const day = await shipsBy(early);
    expect(day).toBe(dayFromNow(world, 3));
    await until(1, "14:01");
    expect(await shipsBy(early)).toBe(day);
    expect(await table.published()).toMatchObject({ ships_by: dayFromNow(world, 4) });
    const late = await orderOf(world, [{ variant: table, quantity: 1 }]);
    await world.settled();
    expect(await shipsBy(late)).toBe(dayFromNow(world, 4));
  });

  test("after the cut-off, goods of today leave tomorrow, and the order says why", async () => {
    expect(await shipsBy()).toBe(dayFromNow(world, 1));
    const why = await world.app.db.why.findMany({ where: { shop: demoShop, orderId: tail(waiting.id) } });
    expect(why.map((w) => (w.because as { kind: string }).kind)).toContain("cut_off_passed");
  });
});

describe("a place with a time zone of its own", () => {
  test("has its own day: what is over in Berlin is still today in New York", async () => {
    await saved({ zones: { [tail(tent.locationId)]: "America/New_York" } });
    await until(2, "00:30");
    // In New York it is Monday evening, past the cut-off.
    expect(await shipsBy()).toBe(dayFromNow(world, 0));
    await until(2, "06:30");
    expect(await shipsBy()).toBeNull();
  });
});

test("a time zone that the database does not know is not kept: it would stop everybody's day", async () => {
  expect(await saved({ zones: { [tail(tent.locationId)]: "Mars/Olympus" } })).toBe("unknown_zone");
  const location = await world.app.db.location.findFirstOrThrow({
    where: { shop: demoShop, locationId: tail(tent.locationId) },
  });
  expect(location.timeZone).toBe("America/New_York");
});

describe("holidays", () => {
  const holidays = async () =>
    (await world.app.db.holiday.findMany({ where: { shop: demoShop }, orderBy: { day: "asc" } })).map(
      (h) => `${h.day.toISOString().slice(0, 10)} ${h.name}`,
    );

  test("of a region are known for two years", async () => {
    expect(await saved({ holidaysOf: "DE-BE" })).toBe("saved");
    const known = await holidays();
    expect(known.length).toBeGreaterThanOrEqual(20);
    const [first, last] = [known[0]!.slice(0, 10), known.at(-1)!.slice(0, 10)];
    expect(first >= dayFromNow(world, 0) && last <= horizon(dayFromNow(world, 0))).toBe(true);
  });

  test("a region that nobody knows changes nothing", async () => {
    const before = await holidays();
    expect(await saved({ holidaysOf: "DE-XX", handlingDays: 9 })).toBe("unknown_region");
    expect(await holidays()).toEqual(before);
    const shop = await world.app.db.shop.findUniqueOrThrow({ where: { shop: demoShop } });
    expect(shop).toMatchObject({ holidaysOf: "DE-BE", handlingDays: 0 });
  });

  test("a new month adds what came into sight, and brings nothing back", async () => {
    const [removed] = await world.app.db.holiday.findMany({ where: { shop: demoShop }, take: 1 });
    const gone = removed!.day.toISOString().slice(0, 10);
    await daysOpened(world.app, demoShop, { locationId: "", from: gone, to: gone });
    const before = await holidays();
    for (let months = 0; months < 6; months++) {
      world.shopify.clock.advance(31 * 86_400_000);
      await world.beat();
      await world.settled();
    }
    const after = await holidays();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.length).toBeGreaterThan(before.length);
    expect(after.some((h) => h.startsWith(gone))).toBe(false);
    expect(new Set(after).size).toBe(after.length);
  });

  test("the merchant's own closed days stay when another country is chosen", async () => {
    const from = dayFromNow(world, 1);
    await daysClosed(world.app, demoShop, { locationId: "", from, to: dayFromNow(world, 3), name: "Move" });
    await saved({ holidaysOf: "FR" });
    const ahead = async () => (await holidays()).filter((d) => d >= dayFromNow(world, 0));
    expect((await ahead()).filter((d) => d.endsWith(" Move"))).toHaveLength(3);
    expect((await ahead()).join()).toContain("Bastille Day");
    expect((await ahead()).join()).not.toContain("International Women's Day");
    await saved({ holidaysOf: null });
    expect(await ahead()).toHaveLength(3);
    await daysOpened(world.app, demoShop, { locationId: "", from, to: dayFromNow(world, 3) });
    expect(await ahead()).toEqual([]);
    await world.settled();
  });

  test("a closed day moves what would have left on it", async () => {
    const day = (await table.published()) as { ships_by: string };
    const closed = { locationId: "", from: day.ships_by, to: day.ships_by };
    await daysClosed(world.app, demoShop, { ...closed, name: "Inventory" });
    await world.settled();
    expect(((await table.published()) as { ships_by: string }).ships_by > day.ships_by).toBe(true);
    await daysOpened(world.app, demoShop, closed);
    await world.settled();
    expect(await table.published()).toEqual(day);
  });
});

test("papers for a country move the parcels that go there, and no quote on the product page", async () => {
  await until(1, "09:00");
  const order = await orderOf(world, [{ variant: table, quantity: 1 }]);
  const other = await orderOf(world, [{ variant: table, quantity: 1 }]);
  await world.settled();
  const before = [await shipsBy(order), await table.published()];
  expect(before[0]).toBe(dayFromNow(world, 3));
  await world.app.db.salesOrder.updateMany({
    where: { shop: demoShop, orderId: tail(order.id) },
    data: { country: "CH" },
  });
  await customsDaysSet(world.app, demoShop, { country: "CH", days: 1 });
  await world.settled();
  expect(await shipsBy(order)).toBe(dayFromNow(world, 4));
  expect(await shipsBy(other)).toBe(dayFromNow(world, 3));
  expect(await table.published()).toEqual(before[1]);
  await customsDaysSet(world.app, demoShop, { country: "CH", days: 0 });
  await world.settled();
  expect(await shipsBy(order)).toBe(dayFromNow(world, 3));
});
