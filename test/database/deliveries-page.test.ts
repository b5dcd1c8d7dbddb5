import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deliveriesPage, type DeliveriesAsked } from "#app/database/pages/deliveries.server.ts";
import { deliveryPage, itemsBySku } from "#app/database/pages/delivery.server.ts";
import { readPlace } from "#app/database/pages/keyset.server.ts";
import { supplierPage, suppliersPage } from "#app/database/pages/suppliers.server.ts";
import { testDatabase, type TestDatabase } from "#test/setup/database.ts";
import { bookOf, today } from "./small-book.ts";

const shop = "northern-trail.myshopify.com";
const other = "other.myshopify.com";
const zone = "Europe/Berlin";
let database: TestDatabase;

const date = (day: string) => new Date(`${day}T00:00:00Z`);

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  const book = bookOf(db, shop);
  await book.shop();
  await book.product("11", "Trail pack", { state: "backorder", owed: 5 });
  await book.product("12", "Tent 100%");
  await db.supplier.createMany({
    data: [
      {
        shop,
        supplierId: "s1",
        name: "Fjellverk",
        leadTimeDays: 21,
        dates: "learned",
        createdAt: date(today),
      },
      { shop, supplierId: "s2", name: "Nordlys", createdAt: date(today) },
    ],
  });
  await book.delivery("d1", "PO-118", { itemId: "11", quantity: 10, expectedOn: "2026-12-01" });
  await book.delivery("d2", "PO-117", { itemId: "12", quantity: 4, expectedOn: "2026-11-20" });
  await book.delivery("d3", "PO-130", { itemId: "12", quantity: 8, expectedOn: null });
  await book.delivery("d4", "PO-131", { itemId: "12", quantity: 8, expectedOn: "2027-02-01" });
  await book.delivery("d5", "PO-001", {
    itemId: "12",
    quantity: 8,
    expectedOn: "2026-11-23",
    status: "cancelled",
  });
  await change("d1", { supplierId: "s1", statedOn: date("2026-11-28"), firstStatedOn: date("2026-11-25") });
  await change("d4", { confirmed: false });
  await db.deliveryLine.create({ data: { shop, deliveryId: "d1", itemId: "12", quantity: 6, received: 2 } });
  await book.owes("1001", {
    itemId: "11",
    owed: 2,
    price: "89.50",
    covers: [{ deliveryId: "d1", units: 2 }],
  });
  await book.owes("1002", {
    itemId: "11",
    owed: 3,
    price: "10.00",
    covers: [{ deliveryId: "d1", units: 3 }],
  });
  await db.owedLine.updateMany({ where: { shop, orderId: "1002" }, data: { unitsBefore: 2 } });
  await book.why(
    { kind: "delivery_changed", deliveryId: "d1", reference: "PO-118", from: "2026-11-25", to: "2026-12-01" },
    { productId: "11" },
  );
  await book.why(
    { kind: "delivery_changed", deliveryId: "d1", reference: "PO-118", from: "2026-11-25", to: "2026-12-01" },
    { productId: "12" },
  );
  for (const [i, late] of [0, 2, 3, 5].entries()) {
    const id = `past${i}`;
    await book.delivery(id, `PO-${i}`, { itemId: "11", quantity: 5, expectedOn: null, status: "received" });
    await change(id, { supplierId: "s1", firstStatedOn: date("2026-10-01"), orderedOn: date("2026-09-01") });
    await db.deliveryLine.updateMany({
      where: { shop, deliveryId: id },
      data: { received: 5, receivedOn: date(`2026-10-0${1 + late}`) },
    });
  }
  const elsewhere = bookOf(db, other);
  await elsewhere.shop();
  await elsewhere.product("11", "Their pack");
  await elsewhere.delivery("d1", "Theirs", { itemId: "11", quantity: 99, expectedOn: "2026-12-01" });

  async function change(deliveryId: string, data: object): Promise<void> {
    await db.delivery.update({ where: { shop_deliveryId: { shop, deliveryId } }, data });
  }
});
afterAll(() => database?.close());

const list = (asked: Partial<DeliveriesAsked> = {}) =>
  deliveriesPage(database.db, shop, today, {
    view: "all",
    sort: "expected",
    search: "",
    supplierId: null,
    turn: null,
    ...asked,
  });
const references = async (asked: Partial<DeliveriesAsked> = {}) =>
  (await list(asked)).rows.map((r) => r.reference);

describe("the list of deliveries", () => {
  test("begins with what is to come, by day, then without one; what came is last", async () => {
    expect((await references()).slice(0, 4)).toEqual(["PO-117", "PO-118", "PO-131", "PO-130"]);
    expect((await list()).sums).toMatchObject({ rows: 9, coming: 34, owed: 5, value: 209 });
  });

  test("says where each stands, what is owed from it and which day was stated first", async () => {
    const { rows } = await list();
    const states = Object.fromEntries(rows.map((r) => [r.id, r.state]));
    expect(states).toMatchObject({
      d1: "partly_received",
      d2: "overdue",
      d3: "no_date",
      d4: "draft",
      d5: "canceled",
      past0: "received",
    });
    expect(rows.find((r) => r.id === "d1")).toMatchObject({
      supplier: "Fjellverk",
      title: "Tent 100%, Trail pack",
      expectedOn: "2026-12-01",
      firstStatedOn: "2026-11-25",
      units: 16,
      coming: 14,
      owed: 5,
      value: 209,
    });
  });

  test("its views count what they show", async () => {
    const { counts } = await list();
    expect(counts).toEqual({
      ...{ all: 9, week: 0, soon: 1, overdue: 1, no_date: 1, short: 0, draft: 1, received: 4 },
    });
    expect(await references({ view: "soon" })).toEqual(["PO-118"]);
    expect(await references({ view: "draft" })).toEqual(["PO-131"]);
  });

  test("is searched by reference, supplier, product and SKU; a percent sign is one", async () => {
    expect(await references({ search: "po-13" })).toEqual(["PO-131", "PO-130"]);
    expect((await references({ search: "fjell" }))[0]).toBe("PO-118");
    expect(await references({ search: "100%", view: "overdue" })).toEqual(["PO-117"]);
    expect((await list({ supplierId: "s1" })).counts.all).toBe(5);
  });

  test("goes on where a page ended", async () => {
    const { rows } = await list({ sort: "reference" });
    const after = { k1: 0, k2: rows[3]!.reference.toLowerCase(), id: rows[3]!.id };
    const rest = await list({ sort: "reference", turn: { after } });
    expect(rest.rows.map((r) => r.id)).toEqual(rows.slice(4).map((r) => r.id));
    expect(readPlace(rest.newer, "string")).toMatchObject({ id: rows[4]!.id });
  });
});

describe("a delivery's page", () => {
  test("shows what it brings and who it is for, in the order of the queue", async () => {
    const page = (await deliveryPage(database.db, shop, "d1", today))!;
    expect(page).toMatchObject({
      supplier: "Fjellverk",
      location: "Berlin",
      units: 14,
      owed: 5,
      coming: true,
    });
    expect(page.lines.map((l) => [l.title, l.quantity, l.received, l.owed])).toEqual([
      ["Tent 100%", 6, 2, 0],
      ["Trail pack", 10, 0, 5],
    ]);
    expect(page.feeds.map((f) => [f.order, f.units])).toEqual([
      ["#1001", 2],
      ["#1002", 3],
    ]);
  });

  test("tells its history once, though it stands at each of its products", async () => {
    const { history } = (await deliveryPage(database.db, shop, "d1", today))!;
    expect(history.map((h) => h.because.kind)).toEqual(["delivery_changed"]);
  });

  test("is nobody else's", async () => {
    expect(await deliveryPage(database.db, other, "d2", today)).toBeNull();
    expect((await deliveryPage(database.db, other, "d1", today))!.feeds).toEqual([]);
  });

  test("items are found by SKU in whatever letters", async () => {
    const items = await itemsBySku(database.db, shop, ["sku-11", "", "nothing"]);
    expect([items("SKU-11"), items("nothing"), items("")]).toEqual([["11"], [], []]);
  });
});

describe("suppliers", () => {
  test("are listed with what they stated and what they did", async () => {
    const [fjellverk, nordlys] = await suppliersPage(database.db, shop, today, zone);
    expect(fjellverk).toMatchObject({
      name: "Fjellverk",
      dates: "learned",
      record: { orders: 4, leadTimeDays: 35, stated: 4, onTime: 1 },
      open: 1,
      owed: 5,
      value: 209,
    });
    expect(nordlys).toMatchObject({ record: { leadTimeDays: null, stated: 0 }, open: 0, owed: 0 });
  });

  test("have a page with every past delivery, and what is to come from them", async () => {
    const page = (await supplierPage(database.db, shop, "s1", today, zone))!;
    expect(page.record.delays.map((d) => d.days)).toEqual([0, 2, 3, 5]);
    expect(page.open.map((d) => d.reference)).toEqual(["PO-118"]);
    expect(page).toMatchObject({ used: true, references: { past0: "PO-0" } });
    expect((await supplierPage(database.db, shop, "s2", today, zone))!.used).toBe(false);
    expect(await supplierPage(database.db, other, "s1", today, zone)).toBeNull();
  });
});
