import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays } from "#app/domain/days.ts";
import { bookOf, today } from "#test/database/small-book.ts";
import { ensureBuilt } from "#test/shopify-stand-in/demo/build.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";
import { browser, open, send, words } from "./visit.ts";

const other = "other-shop.myshopify.com";
const pages = [
  "/app",
  "/app/backorders",
  "/app/products",
  "/app/products/11",
  "/app/orders/1001",
  "/app/settings",
  "/app/settings/calendar",
];
let world: TestWorld;

beforeAll(async () => {
  await ensureBuilt(process.cwd(), () => {});
  world = await testWorld({ worker: false, shops: [{ domain: demoShop }, { domain: other }] });
  world.app.now = () => new Date(`${today}T11:00:00Z`);
  const book = bookOf(world.app.db, demoShop);
  await book.shop({ importedAt: new Date() });
  await book.product("11", "Trail pack", { state: "backorder", shipsBy: "2026-12-11", owed: 5, coming: 10 });
  await book.product("12", "Headlamp", { state: "backorder", owed: 3 });
  await book.product("13", "Tent", { state: "backorder", owed: 4, coming: 4 });
  await book.delivery("d1", "PO-118", { itemId: "11", quantity: 10, expectedOn: "2026-12-10" });
  await book.delivery("d2", "PO-117", { itemId: "13", quantity: 4, expectedOn: "2026-11-20" });
  await book.owes("1001", {
    itemId: "11",
    owed: 2,
    outstanding: 5,
    price: "89.50",
    covers: [{ deliveryId: "d1", units: 2 }],
  });
  await book.owes("1003", { itemId: "12", owed: 3 });
  await book.owes("1004", { itemId: "13", owed: 4, covers: [{ deliveryId: "d2", units: 4 }] });
  await book.why(
    { kind: "owed", owed: 2, outstanding: 5, shelf: 3, unitsBefore: 0, location: "1" },
    { orderId: "1001" },
  );
  // The first visit exchanges tokens and joins the shop; what it would read is not there, and nothing reads it.
  await open(world, "/app");
  await world.app.db.shop.update({
    where: { shop: demoShop },
    data: { importedAt: new Date(), currency: "EUR", timeZone: "Europe/Berlin" },
  });
}, 180_000);
afterAll(() => world?.close());

async function read(path: string): Promise<string> {
  const { status, html } = await open(world, path);
  expect(status, words(html).slice(0, 500)).toBe(200);
  return words(html);
}

describe("every page", () => {
  test.each([
    "/app",
    "/app/backorders",
    "/app/products",
    "/app/products/11",
    "/app/orders/1001",
    "/app/settings",
  ])(
    "%s loads App Bridge first of all scripts, and may be framed by this shop and Shopify only",
    async (path) => {
      const { html, headers } = await open(world, path);
      const [firstScript] = /<script[^>]*>/.exec(html)!;
      expect(firstScript).toContain('src="https://cdn.shopify.com/shopifycloud/app-bridge.js"');
      expect(firstScript).toContain('data-api-key="test-client-id"');
      expect(html.indexOf(firstScript)).toBeLessThan(html.indexOf("</head>"));
      expect(headers.get("content-security-policy")).toContain(`frame-ancestors https://${demoShop}`);
    },
  );

  test("links to what exists and to nothing else", async () => {
    const { html } = await open(world, "/app");
    const menu = /<ui-nav-menu>.*?<\/ui-nav-menu>/s.exec(html)![0];
    expect([...menu.matchAll(/href="([^"]*)"/g)].map((m) => m[1])).toEqual([
      "/app",
      "/app/backorders",
      "/app/products",
      "/app/incoming",
      "/app/alerts",
      "/app/messages",
      "/app/policies",
      "/app/settings",
    ]);
  });

  test("asks for a session token when it has none", async () => {
    const url = `${world.webUrl}/app?embedded=1&shop=${demoShop}&host=YWRtaW4uc2hvcGlmeS5jb20vc3RvcmUvZGVtby1zaG9w`;
    const response = await fetch(url, { headers: { "user-agent": browser }, redirect: "manual" });
    expect([response.status, response.headers.get("location")]).toEqual([
      302,
      expect.stringContaining("/auth/session-token"),
    ]);
  });

  test.each(pages)("%s asks a script with an old token to come back with a new one", async (path) => {
    const headers = { "user-agent": browser, authorization: "Bearer expired" };
    const methods = ["/app/products/11", "/app/settings"].includes(path) ? ["GET", "POST"] : ["GET"];
    for (const method of methods) {
      const response = await fetch(`${world.webUrl}${path}.data`, { headers, method });
      expect([response.status, response.headers.get("x-shopify-retry-invalid-session-request")]).toEqual([
        401,
        "1",
      ]);
    }
  });
});

test("Shopify's root address leads to Home with everything Shopify added", async () => {
  const response = await fetch(`${world.webUrl}/?shop=${demoShop}&host=x`, { redirect: "manual" });
  expect([response.status, response.headers.get("location")]).toEqual([302, `/app?shop=${demoShop}&host=x`]);
});

test.each(["/app", "/app/incoming?sort=arrives"])(
  "%s without what Shopify adds leads to the login page, which Shopify may frame and which knows the way back",
  async (path) => {
    const sent = { headers: { "user-agent": browser }, redirect: "manual" } as const;
    const response = await fetch(`${world.webUrl}${path}`, sent);
    const login = response.headers.get("location")!;
    expect([response.status, login]).toEqual([302, `/auth/login?then=${encodeURIComponent(path)}`]);
    const { headers } = await fetch(`${world.webUrl}${login}`);
    expect(headers.get("content-security-policy")).toContain("frame-ancestors https://admin.shopify.com");
  },
);

test("the login page asks nobody for a shop's address", async () => {
  const html = await (await fetch(`${world.webUrl}/auth/login`)).text();
  expect(words(html)).toContain("Open it from your Shopify admin");
  expect(html).not.toMatch(/<(form|input)/);
});

describe("Home", () => {
  test("names what needs somebody, with the number and the way there", async () => {
    const home = await read("/app");
    expect(home).toContain("Update 1 overdue delivery");
    expect(home).toContain("oldest expected Nov 20, 2 days ago; 4 units late");
    expect(home).toContain("Check 4 late units in 1 order");
    expect(home).toContain("Set a date for 2 products");
    expect(home).toContain("Owed 9 units 3 orders");
    expect(home).toContain("Value owed €249");
  });

  test("has one primary button", async () => {
    const { html } = await open(world, "/app");
    expect(html.match(/Polaris-Button--variantPrimary/g)).toHaveLength(1);
  });

  test("says that it still reads while the first import runs", async () => {
    const shop = { where: { shop: demoShop } };
    const { importedAt } = await world.app.db.shop.findUniqueOrThrow(shop);
    await world.app.db.shop.update({ ...shop, data: { importedAt: null } });
    expect(await read("/app")).toContain("Reading your open orders…");
    await world.app.db.shop.update({ ...shop, data: { importedAt } });
  });

  test("says that nothing is to do when nothing is", async () => {
    await open(world, "/app", other);
    await world.app.db.shop.update({ where: { shop: other }, data: { importedAt: new Date() } });
    const { html } = await open(world, "/app", other);
    expect(words(html)).toContain("Nothing needs you today.");
    expect(words((await open(world, "/app/backorders", other)).html)).toContain("You owe nothing right now");
  });
});

describe("Backorders", () => {
  test("shows late lines first, with words and a number", async () => {
    const page = await read("/app/backorders");
    expect(page).toContain("9 units in 3 orders, €249");
    expect(page.indexOf("#1004")).toBeLessThan(page.indexOf("#1001"));
    expect(page).toContain("2 days late");
    expect(page).toContain("Dec 11, in 19 days");
  });

  test("an address that makes no sense shows the list as it is", async () => {
    const page = await read("/app/backorders?view=x&sort=y&waiting=-1&after=zzz&location=");
    expect(page).toContain("9 units in 3 orders");
  });

  test("a filter that finds nothing says what to do", async () => {
    expect(await read("/app/backorders?search=nothing")).toContain(
      "Choose another view, or change the filters.",
    );
  });
});

describe("an order", () => {
  test("says what is owed, by when, from what, and why", async () => {
    const page = await read("/app/orders/1001");
    expect(page).toContain("2 of 5 units, €179");
    expect(page).toContain("PO-118, 2 units, expected Dec 10");
    expect(page).toContain("First in line");
    expect(page).toContain("Owed 2 of 5: at Berlin 3 units were on hand.");
  });

  test.each([
    "/app/orders/4711",
    "/app/orders/x",
    "/app/orders/1001%27--",
    "/app/products/4711",
    "/app/nowhere",
  ])("%s leads nowhere and says so", async (path) => {
    const { status, html } = await open(world, path);
    expect(status).toBe(404);
    expect(words(html)).toContain("We couldn't find this");
  });

  test("another shop's order leads nowhere", async () => {
    expect((await open(world, "/app/orders/1001", other)).status).toBe(404);
    expect((await open(world, "/app/products/11", other)).status).toBe(404);
  });
});

describe("a product", () => {
  test("says the arithmetic of its date", async () => {
    expect(await read("/app/products/11")).toContain(
      "Arrives Dec 10 + 1 working day of handling: ships by Dec 11",
    );
  });

  test("a delivery that is overdue gives no date and says so", async () => {
    expect(await read("/app/products/13")).toContain(
      "Expected Nov 20, 2 days ago. It gives no date until you enter a new one.",
    );
  });

  const delivery = {
    intent: "add-delivery",
    itemId: "11",
    locationId: "1",
    quantity: "6",
    reference: "PO-200",
  };

  test("a delivery is added, changed and canceled", async () => {
    const { db } = world.app;
    const added = await send(world, "/app/products/11", { ...delivery, expectedOn: addDays(today, 30) });
    expect([added.status, added.html]).toEqual([200, expect.stringContaining("Delivery added")]);
    const row = await db.delivery.findFirstOrThrow({ where: { shop: demoShop, reference: "PO-200" } });

    const { deliveryId } = row;
    await send(world, "/app/products/11", {
      intent: "change-delivery",
      deliveryId,
      quantity: "8",
      undated: "on",
    });
    expect(await read("/app/products/11")).toContain("8 units to Berlin: 0 owed, 8 free");

    await send(world, "/app/products/11", { intent: "cancel-delivery", deliveryId });
    const page = await read("/app/products/11");
    expect(page).not.toContain("8 units to Berlin");
    expect(page).toContain("PO-200 was canceled.");
    const again = await send(world, "/app/products/11", { intent: "cancel-delivery", deliveryId });
    expect(again.html).toContain("isn't coming anymore");
  });

  test("a wrong form names its fields and gives back what was typed", async () => {
    const { status, html } = await send(world, "/app/products/11", {
      ...delivery,
      quantity: "1.5",
      expectedOn: "2026-11-21",
    });
    expect(status).toBe(422);
    expect(html).toContain("Enter a whole number, 1 or more.");
    expect(html).toContain("Enter a date from today on.");
    expect(html).toContain("PO-200");
  });

  test("another shop can't touch its deliveries", async () => {
    const answer = await send(
      world,
      "/app/products/11",
      { intent: "cancel-delivery", deliveryId: "d1" },
      other,
    );
    expect(answer.status).toBe(404);
    expect(
      await world.app.db.delivery.findFirst({ where: { shop: demoShop, deliveryId: "d1" } }),
    ).toMatchObject({ status: "coming" });
  });

  test("its lead time and its end are the merchant's", async () => {
    await send(world, "/app/products/12", { intent: "lead-time", leadTimeDays: "14" });
    await send(world, "/app/products/12", { intent: "discontinued", discontinued: "yes" });
    const where = { shop_productId: { shop: demoShop, productId: "12" } };
    expect(await world.app.db.product.findUnique({ where })).toMatchObject({
      leadTimeDays: 14,
      discontinued: true,
    });
    const wrong = await send(world, "/app/products/12", { intent: "lead-time", leadTimeDays: "soon" });
    expect([wrong.status, wrong.html]).toEqual([
      422,
      expect.stringContaining("Enter a whole number from 1 to 365"),
    ]);
  });
});

describe("The calendar", () => {
  const path = "/app/settings/calendar";
  const where = { shop: demoShop };
  const typed = { intent: "save", handlingDays: "2", "workingDays[]": ["1", "2"], cutOff: "14:00" };

  test("is saved together, with the holidays of a region", async () => {
    expect((await send(world, path, { ...typed, holidaysOf: "DE-BE" })).html).toContain("Calendar saved");
    expect(await world.app.db.shop.findUnique({ where })).toMatchObject({
      ...{ handlingDays: 2, workingDays: [1, 2], cutOff: "14:00", holidaysOf: "DE-BE" },
    });
    expect(await read(path)).toContain("Christmas Day");
    expect(await read("/app/settings")).toContain(
      "Monday and Tuesday, 2 working days of handling, orders until 14:00",
    );
  });

  test("nothing is saved while a field is wrong", async () => {
    const { status, html } = await send(world, path, { ...typed, handlingDays: "31", cutOff: "15:00" });
    expect([status, html]).toEqual([422, expect.stringContaining("Enter a whole number from 0 to 30.")]);
    const region = await send(world, path, { ...typed, holidaysOf: "XX", cutOff: "15:00" });
    expect([region.status, region.html]).toEqual([422, expect.stringContaining("Choose a country")]);
    expect(await world.app.db.shop.findUnique({ where })).toMatchObject({ cutOff: "14:00" });
  });

  test("days are closed and opened", async () => {
    const days = { from: "2026-12-28", to: "2026-12-30" };
    const closed = await send(world, path, { intent: "close", ...days, name: "Between the years" });
    expect(closed.html).toContain("Closed days added");
    expect(await read(path)).toContain("Dec 28 – Dec 30 Between the years");
    const wrong = await send(world, path, { intent: "close", from: "2026-11-01", name: "x" });
    expect([wrong.status, wrong.html]).toEqual([422, expect.stringContaining("Enter a date from today on.")]);
    expect((await send(world, path, { intent: "open", ...days, locationId: "" })).html).toContain("Removed");
    expect(await read(path)).not.toContain("Between the years");
  });

  test("a country gets extra days for its papers, and loses them", async () => {
    expect((await send(world, path, { intent: "customs", country: "CH", days: "2" })).status).toBe(200);
    expect(await read(path)).toContain("Switzerland: 2 working days");
    expect((await send(world, path, { intent: "customs", country: "CH", days: "0" })).status).toBe(200);
    expect(await read(path)).not.toContain("Switzerland: 2");
    expect((await send(world, path, { intent: "customs", country: "QQ", days: "2" })).status).toBe(422);
  });
});

test("a product is made to order, and not any more", async () => {
  const send1 = (madeToOrderDays: string) =>
    send(world, "/app/products/12", { intent: "made-to-order", madeToOrderDays });
  const days = async () =>
    (await world.app.db.product.findFirstOrThrow({ where: { shop: demoShop, productId: "12" } }))
      .madeToOrderDays;
  expect((await send1("10")).html).toContain("Made to order saved");
  expect(await days()).toBe(10);
  expect((await send1("x")).status).toBe(422);
  expect((await send1("")).html).toContain("No longer made to order");
  expect(await days()).toBeNull();
});

describe("Settings", () => {
  test("are saved together", async () => {
    const saved = {
      intent: "save",
      leadTimeDays: "10",
      tagOrders: "on",
      rankBy: "required",
      ...{ toleranceDays: "4", tolerancePercent: "10", confirmHours: "48", frozenDays: "5" },
    };
    expect((await send(world, "/app/settings", saved)).html).toContain("Settings saved");
    const where = { shop: demoShop };
    expect(await world.app.db.shop.findUnique({ where })).toMatchObject({
      ...{ leadTimeDays: 10, tagOrders: true, rankBy: "required", paidFirst: false },
      ...{ toleranceDays: 4, tolerancePercent: 10, confirmHours: 48, frozenDays: 5 },
    });
  });

  test("nothing is saved while a field is wrong", async () => {
    const wrong = {
      intent: "save",
      leadTimeDays: "",
      tagOrders: "on",
      ...{ toleranceDays: "61", tolerancePercent: "10", confirmHours: "48", frozenDays: "5" },
    };
    const { status, html } = await send(world, "/app/settings", wrong);
    expect([status, html]).toEqual([422, expect.stringContaining("Enter a whole number from 0 to 60.")]);
    expect(await world.app.db.shop.findUnique({ where: { shop: demoShop } })).toMatchObject({
      leadTimeDays: 10,
    });
  });

  test("a message that was set aside says why, and is tried again on request", async () => {
    const key = { shop: demoShop, topic: "orders/updated", webhookId: "w1" };
    await world.app.db.inbox.create({
      data: { ...key, state: "set_aside", attempts: 3, problem: "no id in it", body: "{}" },
    });
    expect(await read("/app/settings")).toContain("no id in it");
    expect(await read("/app")).toContain("Look at 1 message from Shopify that failed three times");
    await send(world, "/app/settings", { intent: "retry-webhook", topic: key.topic, webhookId: "w1" });
    expect(await world.app.db.inbox.findUnique({ where: { shop_topic_webhookId: key } })).toMatchObject({
      state: "waiting",
    });
  });

  test("what Shopify refused says why, and is tried again on request", async () => {
    const key = { shop: demoShop, kind: "tag_order", target: "1001" };
    const refused = {
      because: {},
      version: 2,
      doneVersion: 1,
      attempts: 3,
      problem: "Order is archived",
      recordedAt: new Date(),
    };
    await world.app.db.effect.upsert({
      where: { shop_kind_target: key },
      create: { ...key, ...refused },
      update: refused,
    });
    expect(await read("/app/settings")).toContain("Order tag “Backorder”: #1001");
    expect(await read("/app/orders/1001")).toContain("Order is archived");
    await send(world, "/app/settings", { intent: "retry-effect", kind: "tag_order", target: "1001" });
    expect(await world.app.db.effect.findUnique({ where: { shop_kind_target: key } })).toMatchObject({
      attempts: 0,
    });
  });

  test("a lost key says what to do", async () => {
    await world.app.db.session.updateMany({ where: { shop: demoShop }, data: { problem: "invalid_grant" } });
    expect(await read("/app/settings")).toContain("Open the app once more.");
    await world.app.db.session.updateMany({ where: { shop: demoShop }, data: { problem: null } });
  });
});

test("a fault says that nothing was changed, with a number that is also in the log", async () => {
  const logged: { reference: string }[] = [];
  const { log } = world.app;
  world.app.log = { ...log, error: (entry: { reference: string }) => void logged.push(entry) } as never;
  await world.app.db.$executeRaw`alter table owed_line rename to owed_line_away`;
  const { status, html } = await open(world, "/app/backorders");
  await world.app.db.$executeRaw`alter table owed_line_away rename to owed_line`;
  world.app.log = log;
  expect(status).toBe(500);
  expect(words(html)).toContain("We couldn't load this page. Nothing was changed.");
  expect(words(html)).toContain(`Reference number ${logged[0]!.reference}`);
  expect(html).not.toContain("owed_line");
});

test("a form that met a fault is told so apart from its page, which stays as it is", async () => {
  await world.app.db.$executeRaw`alter table delivery rename to delivery_away`;
  const { status, headers } = await send(world, "/app/incoming/1/receive", { arrived0: "4" });
  await world.app.db.$executeRaw`alter table delivery_away rename to delivery`;
  expect(status).toBe(500);
  expect(headers.get("X-Remix-Response")).toBe("yes");
  expect(headers.get("X-Shipsby-Fault")).toMatch(/^[0-9A-F]{8}$/);
});
