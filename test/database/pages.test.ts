import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { backordersPage, type BackordersAsked } from "#app/database/pages/backorders.server.ts";
import { deliveriesPage } from "#app/database/pages/deliveries.server.ts";
import { healthPage } from "#app/database/pages/health.server.ts";
import { homePage } from "#app/database/pages/home.server.ts";
import { pageSize, readPlace } from "#app/database/pages/keyset.server.ts";
import { orderPage } from "#app/database/pages/order.server.ts";
import { itemOfDelivery, productPage } from "#app/database/pages/product.server.ts";
import { productsPage, type ProductsAsked } from "#app/database/pages/products.server.ts";
import { addPromise, closePromise } from "#app/database/promises.server.ts";
import { testDatabase, type TestDatabase } from "#test/setup/database.ts";
import { bookOf, calendar, now, today } from "./small-book.ts";

const shop = "northern-trail.myshopify.com";
const other = "other.myshopify.com";
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const book = bookOf(database.db, shop);
  await book.shop();
  await book.product("11", "Trail pack", { state: "backorder", shipsBy: "2026-12-11", owed: 5, coming: 10 });
  await book.product("12", "Headlamp 100%", { state: "backorder", owed: 3 });
  await book.product("13", "Tent", { state: "backorder", owed: 4, coming: 4 });
  await book.product("14", "Mug");
  await book.product("15", "Stove", { state: "out_of_stock" });
  await book.delivery("d1", "PO-118", { itemId: "11", quantity: 10, expectedOn: "2026-12-10" });
  await book.delivery("d2", "PO-117", { itemId: "13", quantity: 4, expectedOn: "2026-11-20" });
  await book.delivery("d3", "PO-130", { itemId: "14", quantity: 8, expectedOn: "2026-12-01" });
  await book.delivery("d4", "PO-001", {
    itemId: "14",
    quantity: 8,
    expectedOn: "2026-11-23",
    status: "cancelled",
  });
  await book.owes("1001", {
    itemId: "11",
    owed: 2,
    outstanding: 5,
    placedOn: "2026-10-20",
    price: "89.50",
    covers: [{ deliveryId: "d1", units: 2 }],
  });
  await book.owes("1002", {
    itemId: "11",
    owed: 3,
    placedOn: "2026-11-01",
    channel: "pos",
    covers: [{ deliveryId: "d1", units: 3 }],
  });
  await book.owes("1003", {
    itemId: "12",
    owed: 3,
    placedOn: "2026-11-02",
    covers: [{ leadTimeTo: "2026-12-24", units: 2 }],
  });
  await book.owes("1004", {
    itemId: "13",
    owed: 4,
    placedOn: "2026-11-18",
    locationId: "2",
    covers: [{ deliveryId: "d2", units: 4 }],
  });
  await book.owes("1005", {
    itemId: "12",
    owed: 1,
    placedOn: "2026-11-21",
    covers: [{ leadTimeTo: "2026-11-27", units: 1 }],
  });

  const elsewhere = bookOf(database.db, other);
  await elsewhere.shop();
  await elsewhere.product("11", "Their trail pack", { state: "backorder" });
  await elsewhere.delivery("d1", "THEIRS", { itemId: "11", quantity: 99, expectedOn: "2026-11-01" });
  await elsewhere.owes("1001", { itemId: "11", owed: 70, covers: [{ deliveryId: "d1", units: 70 }] });
});
afterAll(() => database?.close());

const everything: BackordersAsked = {
  view: "all",
  sort: "urgent",
  search: "",
  product: "",
  productId: null,
  deliveryId: null,
  locations: [],
  channels: [],
  waiting: null,
  cause: null,
  turn: null,
};
const backorders = (asked: Partial<BackordersAsked> = {}) =>
  backordersPage(database.db, shop, now, calendar, { ...everything, ...asked });
const ordersIn = async (asked: Partial<BackordersAsked>) =>
  (await backorders(asked)).rows.map((r) => r.order);
const products = (asked: Partial<ProductsAsked> = {}) =>
  productsPage(database.db, shop, today, { view: "all", sort: "owed", search: "", turn: null, ...asked });

describe("the list of backorders", () => {
  test("a line whose delivery is overdue is late, has no date, and comes first", async () => {
    const { rows } = await backorders();
    expect(rows[0]).toMatchObject({
      order: "#1004",
      status: "late",
      lateSince: "2026-11-20",
      shipsBy: null,
    });
  });

  test("after the late ones, who waits longest comes first", async () => {
    expect(await ordersIn({})).toEqual(["#1004", "#1001", "#1002", "#1003", "#1005"]);
  });

  test("a line covered by a dated delivery ships by arrival plus handling, on working days", async () => {
    const { rows } = await backorders({ search: "1001" });
    expect(rows).toMatchObject([
      { shipsBy: "2026-12-11", status: "on_track", owed: 2, outstanding: 5, waitingDays: 33 },
    ]);
  });

  test("a line that is covered only in part has no date", async () => {
    const { rows } = await backorders({ search: "1003" });
    expect(rows).toMatchObject([{ shipsBy: null, status: "no_date", uncovered: 1 }]);
  });

  test("a lead time covers with its own last day", async () => {
    const { rows } = await backorders({ search: "1005" });
    expect(rows).toMatchObject([{ shipsBy: "2026-11-30", status: "on_track" }]);
  });

  test("the sums are of the whole view, and the views add up", async () => {
    const page = await backorders();
    expect(page.sums).toEqual({ rows: 5, units: 13, orders: 5, value: 2 * 89.5 + 11 * 10 });
    expect(page.counts).toEqual({ all: 5, late: 1, no_date: 1, on_track: 3 });
    expect((await backorders({ view: "late" })).sums).toMatchObject({ rows: 1, units: 4, value: 40 });
  });

  test.each([
    ["order name", { search: "#1002" }, ["#1002"]],
    ["SKU", { search: "sku-13" }, ["#1004"]],
    ["title", { search: "item 12" }, ["#1003", "#1005"]],
    ["the reference of a covering delivery", { search: "po-118" }, ["#1001", "#1002"]],
  ])("search finds by %s", async (_, asked, found) => {
    expect(await ordersIn(asked)).toEqual(found);
  });

  test("a percent sign that was typed is a percent sign", async () => {
    expect(await ordersIn({ search: "%" })).toEqual([]);
    expect((await products({ search: "100%" })).rows.map((r) => r.title)).toEqual(["Headlamp 100%"]);
  });

  test.each([
    ["location", { locations: ["2"] }, ["#1004"]],
    ["channel", { channels: ["pos"] }, ["#1002"]],
    ["waiting longer than 20 days", { waiting: 20 }, ["#1001", "#1002"]],
    ["product", { productId: "11" }, ["#1001", "#1002"]],
    ["delivery", { deliveryId: "d2" }, ["#1004"]],
    ["product title", { product: "item 13" }, ["#1004"]],
    ["two filters at once", { channels: ["web"], productId: "11" }, ["#1001"]],
  ])("filters by %s", async (_, asked, found) => {
    expect(await ordersIn(asked)).toEqual(found);
  });

  test.each([
    ["longest waiting", "waiting", ["#1001", "#1002", "#1003", "#1004", "#1005"]],
    ["ships by, those without a date last", "ships_by", ["#1005", "#1001", "#1002", "#1003", "#1004"]],
    ["value", "value", ["#1001", "#1004", "#1002", "#1003", "#1005"]],
  ] as const)("sorts by %s", async (_, sort, order) => {
    expect(await ordersIn({ sort })).toEqual(order);
  });
});

describe("a promise", () => {
  const promising = "promising.myshopify.com";
  const at = new Date(`${today}T09:00:00Z`);
  const list = async (asked: Partial<BackordersAsked> = {}) =>
    (await backordersPage(database.db, promising, now, calendar, { ...everything, ...asked })).rows;
  const told = (orderId: string, version: number, promisedOn: string | null) =>
    database.db.$transaction((tx) =>
      addPromise(tx, promising, {
        orderId,
        lineId: `l${orderId}`,
        version,
        promisedOn,
        change: version === 1 ? "first" : "later",
        because: {},
        author: "Shipsby",
        at,
      }),
    );

  beforeAll(async () => {
    const book = bookOf(database.db, promising);
    await book.shop();
    await book.product("1", "Pack");
    await book.delivery("d1", "PO-1", { itemId: "1", quantity: 9, expectedOn: "2026-12-10" });
    const covers = [{ deliveryId: "d1", units: 1 }];
    await book.owes("1", { itemId: "1", owed: 1, covers });
    await book.owes("2", { itemId: "1", owed: 1, covers });
    await book.owes("3", { itemId: "1", owed: 1, covers });
    await book.owes("4", { itemId: "1", owed: 1, covers });
    await told("1", 1, "2026-11-16");
    await told("1", 2, "2026-11-18");
    await told("2", 1, "2026-12-11");
    await told("3", 1, "2026-12-01");
    await database.db.promiseWatch.create({
      data: { shop: promising, orderId: "3", lineId: "l3", direction: "later", since: at },
    });
  });

  test("that has passed makes the line late, however good its delivery looks", async () => {
    expect((await list())[0]).toMatchObject({
      order: "#1",
      status: "late",
      lateSince: "2026-11-18",
      shipsBy: "2026-12-11",
    });
  });

  test("that is going to be missed makes the line late before its day", async () => {
    expect((await list())[1]).toMatchObject({ order: "#3", status: "late", lateSince: "2026-12-01" });
  });

  test("is the last one told; the first one stays in view", async () => {
    const [row] = await list({ search: "#1" });
    expect(row).toMatchObject({ promisedOn: "2026-11-18", firstPromisedOn: "2026-11-16" });
    const order = await orderPage(database.db, promising, "1", calendar, now);
    expect(order!.owed).toMatchObject([
      { promisedOn: "2026-11-18", firstPromisedOn: "2026-11-16", status: "late" },
    ]);
  });

  test("that holds, and none at all, leave the line on track", async () => {
    expect(await list({ view: "on_track" })).toMatchObject([
      { order: "#2", promisedOn: "2026-12-11" },
      { order: "#4", promisedOn: null },
    ]);
  });

  test("binds until its line has left the shop", async () => {
    await told("4", 1, "2026-11-17");
    expect((await list({ search: "#4" }))[0]).toMatchObject({ status: "late", lateSince: "2026-11-17" });
    const outcome = { orderId: "4", lineId: "l4", first: "2026-11-17", last: "2026-11-17", kept: false };
    await database.db.$transaction((tx) => closePromise(tx, promising, { ...outcome, shippedOn: today }));
    expect((await list({ search: "#4" }))[0]).toMatchObject({ status: "on_track", promisedOn: "2026-11-17" });
    await database.db.promiseOutcome.deleteMany({ where: { shop: promising } });
  });

  test("that was kept or missed counts for 90 days", async () => {
    const outcome = (lineId: string, shippedOn: string, kept: boolean | null) => ({
      shop: promising,
      orderId: "1",
      lineId,
      shippedOn: new Date(`${shippedOn}T00:00:00Z`),
      kept,
    });
    await database.db.promiseOutcome.createMany({
      data: [
        outcome("a", "2026-11-01", true),
        outcome("b", "2026-11-02", false),
        outcome("c", "2026-11-03", null),
        outcome("d", "2026-08-01", true),
      ],
    });
    expect((await homePage(database.db, promising, today)).promises).toEqual({ kept: 1, of: 2 });
  });
});

describe("a long list", () => {
  const long = "long.myshopify.com";
  const count = pageSize * 2 + 10;
  const page = (asked: Partial<BackordersAsked>) =>
    backordersPage(database.db, long, now, calendar, { ...everything, sort: "value", ...asked });
  const after = (place: string | null) => ({ turn: { after: readPlace(place, "number")! } });
  const before = (place: string | null) => ({ turn: { before: readPlace(place, "number")! } });

  beforeAll(async () => {
    const book = bookOf(database.db, long);
    await book.shop();
    await book.product("1", "Pack");
    // Equal values and equal times: only the id tells them apart.
    for (let i = 0; i < count; i++) await book.owes(String(2000 + i), { itemId: "1", owed: 1 + (i % 3) });
  });

  test("every line is on exactly one page, forward and back", async () => {
    const first = await page({});
    const second = await page(after(first.older));
    const third = await page(after(second.older));
    const all = [first, second, third].flatMap((p) => p.rows.map((r) => r.order));
    expect(new Set(all).size).toBe(count);
    expect([first, second, third].map((p) => [p.first, p.last])).toEqual([
      [1, 50],
      [51, 100],
      [101, 110],
    ]);
    expect([first.newer, third.older]).toEqual([null, null]);
    const back = await page(before(third.newer));
    expect(back.rows.map((r) => r.id)).toEqual(second.rows.map((r) => r.id));
    expect([back.first, back.last]).toEqual([51, 100]);
  });

  test("a page whose rows are gone shows the first page instead of nothing", async () => {
    const { rows } = await page({ turn: { after: { k1: 1e12, k2: 0, id: "" } } });
    expect(rows).toHaveLength(pageSize);
  });

  test.each(["", "x", "bm90IGpzb24", Buffer.from('["a",1,2]').toString("base64url")])(
    "a place that was cut or made up is none: %j",
    (text) => {
      expect(readPlace(text, "number")).toBeNull();
    },
  );
});

describe("Home", () => {
  test("its numbers are those of the lists they lead to", async () => {
    const home = await homePage(database.db, shop, today);
    const all = await backorders();
    const late = await backorders({ view: "late" });
    expect(home.owed).toEqual({ units: all.sums.units, orders: all.sums.orders, value: all.sums.value });
    expect(home.late).toMatchObject({ units: late.sums.units, value: late.sums.value, since: "2026-11-20" });
    expect(home.noDate.units).toBe((await backorders({ view: "no_date" })).sums.units);
    expect(home.productsWithoutDate.products).toBe((await products({ view: "no_date" })).sums.rows);
    const overdue = { view: "overdue", sort: "expected", search: "", supplierId: null, turn: null } as const;
    const { sums } = await deliveriesPage(database.db, shop, today, overdue);
    expect(home.overdueDeliveries.deliveries).toBe(sums.rows);
  });

  test("a product needs a date when a line or the product page has none", async () => {
    const { rows } = await products({ view: "no_date" });
    expect(rows.map((r) => r.title)).toEqual(["Headlamp 100%", "Tent"].sort());
  });

  test("coming in 14 days: dated deliveries from today on, with what is owed from each", async () => {
    const { coming, next } = await homePage(database.db, shop, today);
    expect(coming).toEqual([
      {
        deliveryId: "d3",
        reference: "PO-130",
        productId: "14",
        title: "Mug",
        expectedOn: "2026-12-01",
        units: 8,
        owed: 0,
      },
    ]);
    expect(next).toBeNull();
  });

  test("the next delivery is named when none comes within 14 days", async () => {
    const far = "far.myshopify.com";
    await bookOf(database.db, far).product("1", "Pack");
    await bookOf(database.db, far).delivery("x", "PO-9", {
      itemId: "1",
      quantity: 5,
      expectedOn: "2026-12-07",
    });
    expect(await homePage(database.db, far, today)).toMatchObject({
      coming: [],
      next: { reference: "PO-9" },
    });
    expect(await homePage(database.db, far, "2026-11-23")).toMatchObject({
      coming: [{ reference: "PO-9" }],
      next: null,
    });
  });

  test("a shop without anything owes nothing", async () => {
    const home = await homePage(database.db, "empty.myshopify.com", today);
    expect(home).toMatchObject({ owed: { units: 0, orders: 0, value: 0 }, coming: [], next: null });
    expect(home.check.finishedAt).toBeNull();
  });
});

describe("the list of products", () => {
  test("most owed first, with what shoppers see and what comes", async () => {
    const { rows } = await products();
    expect(rows[0]).toMatchObject({
      title: "Trail pack",
      owed: 5,
      coming: 10,
      shipsBy: "2026-12-11",
      backorder: 1,
    });
  });

  test("a ship-by day that has passed is not shown", async () => {
    const [row] = (
      await productsPage(database.db, shop, "2026-12-20", {
        view: "all",
        sort: "owed",
        search: "trail",
        turn: null,
      })
    ).rows;
    expect(row).toMatchObject({ shipsBy: null, needsDate: true, overdue: 1 });
  });

  test("its views count what they list", async () => {
    const { counts } = await products();
    expect(counts).toEqual({ all: 5, owed: 3, no_date: 2, overdue: 1, out_of_stock: 1 });
  });

  test("an item that two variants share is owed once", async () => {
    const { db } = database;
    await db.variant.create({
      data: {
        shop,
        variantId: "99",
        productId: "11",
        itemId: "11",
        title: "Olive, gift box",
        policy: "DENY",
      },
    });
    expect((await products({ search: "trail" })).rows).toMatchObject([{ owed: 5, coming: 10 }]);
    await db.variant.delete({ where: { shop_variantId: { shop, variantId: "99" } } });
  });
});

describe("an order's page", () => {
  test("says what is owed, what ships now, what covers it and its place in line", async () => {
    const order = (await orderPage(database.db, shop, "1001", calendar, now))!;
    expect(order).toMatchObject({ name: "#1001", units: 2, value: 179 });
    expect(order.owed).toMatchObject([
      { shipsBy: "2026-12-11", status: "on_track", location: "Berlin", productGone: false },
    ]);
    expect(order.owed[0]!.covers).toMatchObject([
      { reference: "PO-118", units: 2, expectedOn: "2026-12-10" },
    ]);
    expect(order.shipsNow).toMatchObject([{ units: 3, location: "Berlin" }]);
  });

  test("says of a date, here as in the list, whether its supplier or Shopify said it", async () => {
    const { db } = database;
    const where = { shop_deliveryId: { shop, deliveryId: "d1" } };
    const sources = async () => {
      const order = (await orderPage(db, shop, "1001", calendar, now))!;
      const list = await backordersPage(db, shop, now, calendar, { ...everything, search: "#1001" });
      return [order.owed[0]!, list.rows[0]!].map(({ covers: [c] }) => [c!.told, c!.managed]);
    };
    const statedOn = new Date("2026-12-10T00:00:00Z");
    await db.delivery.update({ where, data: { supplierId: "s7", statedOn } });
    const said = { shop, deliveryId: "d1", supplierId: "s7", units: {}, at: now };
    await db.proposal.create({ data: { ...said, proposalId: "p1", statedOn, state: "refused" } });
    await db.proposal.create({
      data: { ...said, proposalId: "p2", statedOn: new Date("2026-12-09"), state: "accepted" },
    });
    await db.proposal.create({
      data: { ...said, proposalId: "p3", statedOn, state: "confirmed", supplierId: "s8" },
    });
    const byStaff = [false, false];
    expect(await sources()).toEqual([byStaff, byStaff]);
    await db.proposal.create({ data: { ...said, proposalId: "p4", statedOn, state: "confirmed" } });
    const bySupplier = [true, false];
    expect(await sources()).toEqual([bySupplier, bySupplier]);
    await db.proposal.deleteMany({ where: { shop } });
    await db.delivery.update({ where, data: { origin: "shipment" } });
    const fromShopify = [false, true];
    expect(await sources()).toEqual([fromShopify, fromShopify]);
    await db.delivery.update({ where, data: { origin: "own", supplierId: null, statedOn: null } });
  });

  test("what arrives today leaves today until the cut-off, here as in the list", async () => {
    const packing = { ...calendar, handlingDays: 0, cutOff: "14:00" };
    const daysAt = async (time: string) => {
      const at = new Date(`2026-12-10T${time}:00+01:00`);
      const order = (await orderPage(database.db, shop, "1001", packing, at))!;
      const { rows } = await backordersPage(database.db, shop, at, packing, {
        ...everything,
        search: "#1001",
      });
      return [order.owed[0]!.shipsBy, rows[0]!.shipsBy];
    };
    expect(await daysAt("13:59")).toEqual(["2026-12-10", "2026-12-10"]);
    expect(await daysAt("14:00")).toEqual(["2026-12-11", "2026-12-11"]);
  });

  test("a product that was deleted is still owed", async () => {
    const { db } = database;
    await db.product.update({
      where: { shop_productId: { shop, productId: "13" } },
      data: { status: "DELETED" },
    });
    const order = (await orderPage(db, shop, "1004", calendar, now))!;
    expect(order.owed).toMatchObject([{ productGone: true, owed: 4, status: "late" }]);
    await db.product.update({
      where: { shop_productId: { shop, productId: "13" } },
      data: { status: "ACTIVE" },
    });
  });

  test("an order of nobody or of another shop is not there", async () => {
    expect(await orderPage(database.db, shop, "4711", calendar, now)).toBeNull();
    expect(await orderPage(database.db, "third.myshopify.com", "1001", calendar, now)).toBeNull();
  });
});

describe("a product's page", () => {
  test("says what is coming, how much of it is owed, and what is overdue", async () => {
    const pack = (await productPage(database.db, shop, "11", today))!;
    expect(pack.owed).toBe(5);
    expect(pack.deliveries).toMatchObject([
      { reference: "PO-118", units: 10, owedFromIt: 5, overdue: false },
    ]);
    expect(pack.variants).toMatchObject([{ title: "Olive", state: "backorder", shipsBy: "2026-12-11" }]);
    expect(pack.variants[0]!.levels).toMatchObject([{ location: "Berlin", owed: 5, coming: 10 }]);
    expect((await productPage(database.db, shop, "13", today))!.deliveries).toMatchObject([
      { overdue: true },
    ]);
  });

  test("canceled deliveries are not coming", async () => {
    const mug = (await productPage(database.db, shop, "14", today))!;
    expect(mug.deliveries.map((d) => d.reference)).toEqual(["PO-130"]);
  });

  test("a delivery is changed only through a product it brings, in its own shop", async () => {
    expect(await itemOfDelivery(database.db, shop, "11", "d1")).toBe("11");
    expect(await itemOfDelivery(database.db, shop, "12", "d1")).toBeNull();
    expect(await itemOfDelivery(database.db, "third.myshopify.com", "11", "d1")).toBeNull();
    expect(await itemOfDelivery(database.db, shop, "14", "d4")).toBeNull();
  });
});

describe("health", () => {
  test("shows differences from Shopify once they are sure", async () => {
    const drift = { shop, locationId: "1", committed: 5, outstanding: 3, since: new Date() };
    await database.db.drift.createMany({
      data: [
        { ...drift, itemId: "11", settled: true },
        { ...drift, itemId: "12", settled: false },
      ],
    });
    const { differences } = await healthPage(database.db, shop);
    expect(differences).toMatchObject([
      { title: "Trail pack, Olive", location: "Berlin", committed: 5, outstanding: 3 },
    ]);
    expect((await homePage(database.db, shop, today)).refused.differences).toBe(1);
  });

  test("lists what failed, with its reason, and nothing of another shop", async () => {
    const { db } = database;
    const recordedAt = new Date();
    await db.inbox.createMany({
      data: [
        {
          shop,
          topic: "orders/updated",
          webhookId: "w1",
          state: "set_aside",
          attempts: 3,
          problem: "no id",
          body: "{}",
        },
        { shop, topic: "orders/updated", webhookId: "w2", state: "done", body: "{}" },
        { shop: other, topic: "orders/updated", webhookId: "w3", state: "set_aside", body: "{}" },
      ],
    });
    await db.effect.createMany({
      data: [
        { shop, kind: "tag_order", target: "1001", because: {}, problem: "Order is archived", recordedAt },
        { shop, kind: "tag_order", target: "1002", because: {}, recordedAt },
        {
          shop,
          kind: "publish_availability",
          target: "11",
          because: {},
          doneVersion: 1,
          problem: "old",
          recordedAt,
        },
      ],
    });
    const health = await healthPage(db, shop);
    expect(health.setAside).toMatchObject([{ webhookId: "w1", problem: "no id", attempts: 3 }]);
    expect(health.failed).toMatchObject([{ kind: "tag_order", name: "#1001", problem: "Order is archived" }]);
    expect([health.setAsideCount, health.failedCount]).toEqual([1, 1]);
    expect((await homePage(db, shop, today)).refused).toMatchObject({ webhooks: 1, effects: 1 });
  });
});
