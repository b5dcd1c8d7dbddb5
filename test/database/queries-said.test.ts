import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { alertPage } from "#app/database/pages/alert.server.ts";
import { alertsPage } from "#app/database/pages/alerts.server.ts";
import { arrivalPage } from "#app/database/pages/arrival.server.ts";
import { arrivalsPage } from "#app/database/pages/arrivals.server.ts";
import { backordersPage } from "#app/database/pages/backorders.server.ts";
import { calendarPage } from "#app/database/pages/calendar.server.ts";
import { causesPage } from "#app/database/pages/causes.server.ts";
import { deliveriesPage } from "#app/database/pages/deliveries.server.ts";
import { deliveryPage } from "#app/database/pages/delivery.server.ts";
import { healthPage } from "#app/database/pages/health.server.ts";
import { homePage } from "#app/database/pages/home.server.ts";
import { orderPage } from "#app/database/pages/order.server.ts";
import { productBrake } from "#app/database/pages/product-brake.server.ts";
import { productPage } from "#app/database/pages/product.server.ts";
import { productsPage } from "#app/database/pages/products.server.ts";
import { promisesPage } from "#app/database/pages/promises.server.ts";
import { openProposals } from "#app/database/pages/proposals.server.ts";
import { supplierPage, suppliersPage } from "#app/database/pages/suppliers.server.ts";
import { policiesPage } from "#app/database/policies.server.ts";
import { countStatements, takeCounts } from "#test/bench/counted.ts";
import { testDatabase, type TestDatabase } from "#test/setup/database.ts";
import { bookOf, calendar, now, today } from "./small-book.ts";

const shop = "northern-trail.myshopify.com";
let database: TestDatabase;
let arrival: string;

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  const book = bookOf(db, shop);
  await book.shop();
  await book.product("11", "Trail pack", { state: "backorder", shipsBy: "2026-12-11", owed: 2, coming: 10 });
  await db.supplier.create({ data: { shop, supplierId: "s1", name: "Fjell", createdAt: now } });
  await db.product.updateMany({ where: { shop }, data: { supplierId: "s1" } });
  await book.delivery("d1", "PO-118", { itemId: "11", quantity: 10, expectedOn: "2026-12-10" });
  await db.delivery.updateMany({ where: { shop }, data: { supplierId: "s1" } });
  await book.owes("1001", { itemId: "11", owed: 2, covers: [{ deliveryId: "d1", units: 2 }] });
  await db.restockWatch.create({ data: { shop, variantId: "11", because: { kind: "nobody_waits" } } });
  const arrived = { shop, itemId: "11", locationId: "1", origin: "counted", units: 1, free: 0, at: now };
  const { seq } = await db.arrival.create({ data: arrived });
  arrival = String(seq);
  const levels = ["shop", "collection", "product", "variant"];
  await db.brake.createMany({
    data: levels.map((level) => ({ shop, level, target: "11", accept: "never", setAt: now })),
  });
  countStatements();
});
afterAll(() => database?.close());

const listed = { search: "", turn: null } as const;
const everything = {
  ...{ product: "", productId: null, deliveryId: null, locations: [], channels: [] },
  ...{ waiting: null, cause: null },
};
const zone = calendar.timeZone;
const pages: [name: string, file: string, read: (db: TestDatabase["db"]) => Promise<unknown>][] = [
  ["alertPage", "pages/alert", (db) => alertPage(db, shop, "11", "", now)],
  ["alertsPage", "pages/alerts", (db) => alertsPage(db, shop, { ...listed, view: "all" })],
  ["arrivalPage", "pages/arrival", (db) => arrivalPage(db, shop, arrival)],
  ["arrivalsPage", "pages/arrivals", (db) => arrivalsPage(db, shop, null)],
  [
    "backordersPage",
    "pages/backorders",
    (db) =>
      backordersPage(db, shop, now, calendar, { ...listed, ...everything, view: "all", sort: "waiting" }),
  ],
  ["calendarPage", "pages/calendar", (db) => calendarPage(db, shop, today)],
  ["causesPage", "pages/causes", (db) => causesPage(db, shop, now)],
  [
    "deliveriesPage",
    "pages/deliveries",
    (db) => deliveriesPage(db, shop, today, { ...listed, view: "all", sort: "expected", supplierId: null }),
  ],
  ["deliveryPage", "pages/delivery", (db) => deliveryPage(db, shop, "d1", today)],
  ["healthPage", "pages/health", (db) => healthPage(db, shop)],
  ["homePage", "pages/home", (db) => homePage(db, shop, today)],
  ["orderPage", "pages/order", (db) => orderPage(db, shop, "1001", calendar, now)],
  ["productBrake", "pages/product-brake", (db) => productBrake(db, shop, "11")],
  ["productPage", "pages/product", (db) => productPage(db, shop, "11", today)],
  [
    "productsPage",
    "pages/products",
    (db) => productsPage(db, shop, today, { ...listed, view: "all", sort: "title" }),
  ],
  ["promisesPage", "pages/promises", (db) => promisesPage(db, shop, today, { view: "all", turn: null })],
  ["openProposals", "pages/proposals", (db) => openProposals(db, shop)],
  ["suppliersPage", "pages/suppliers", (db) => suppliersPage(db, shop, today, zone)],
  ["supplierPage", "pages/suppliers", (db) => supplierPage(db, shop, "s1", today, zone)],
  ["policiesPage", "policies", (db) => policiesPage(db, shop)],
];
const words = "one two three four five six seven eight nine ten eleven twelve seventeen".split(" ");
const numbers = new Map(words.map((word, i) => [word, word === "seventeen" ? 17 : i + 1]));

describe("what a page's reader says it asks is what it asks", () => {
  test.each(pages)("%s", async (name, file, read) => {
    const source = readFileSync(`app/database/${file}.server.ts`, "utf8");
    const before = source.slice(0, source.indexOf(`export async function ${name}(`));
    const said = [...before.matchAll(/(\w+) queries/g)].at(-1)?.[1]?.toLowerCase() ?? "";
    takeCounts();
    expect(await read(database.db)).not.toBeNull();
    expect(takeCounts().statements).toBe(numbers.get(said));
  });
});
