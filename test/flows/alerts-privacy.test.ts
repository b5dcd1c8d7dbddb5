import { createHmac, randomUUID } from "node:crypto";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dataRequests } from "#app/database/pages/notices.server.ts";
import { alertsTidied } from "#app/flows/alerts-tidied.server.ts";
import { left } from "#app/flows/link-followed.server.ts";
import { mailReported } from "#app/flows/mail-reported.server.ts";
import { personFound } from "#app/flows/person-found.server.ts";
import { stockedVariant, type StockedVariant } from "#test/acts.ts";
import { alertsTo, asks, confirmationsTo, joins, passes, tokenIn, worldWithMail } from "#test/alert-acts.ts";
import { mailServer, type MailServer } from "#test/mail/mail-server.ts";
import { apiSecret, demoShop, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let server: MailServer;
let pack: StockedVariant;
/** Everything that was logged, on all levels. */
let logged = "";
beforeAll(async () => {
  server = await mailServer();
  world = await worldWithMail(server);
  world.app.log = pino({ level: "trace", base: null }, { write: (line: string) => void (logged += line) });
  pack = await stockedVariant(world, { title: "Pack", available: 0, policy: "DENY" });
  await world.install();
});
afterAll(async () => {
  await world?.close();
  await server?.close();
});

/** Tables in which a text stands in clear, jobs included, as a dump would show them. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await world.app.db.$queryRaw<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`;
  const found = [];
  for (const { name } of tables) {
    const [row] = await world.app.db.$queryRawUnsafe<{ n: bigint }[]>(
      `select count(*) as n from ${name} t where t::text ilike $1`,
      `%${text}%`,
    );
    if (row!.n > 0n) found.push(name);
  }
  return found;
}

async function shopifyAsks(topic: string, body: object): Promise<void> {
  const text = JSON.stringify({ shop_domain: demoShop, ...body });
  const answer = await fetch(`${world.webUrl}/webhooks`, {
    method: "POST",
    body: text,
    headers: {
      "X-Shopify-Topic": topic,
      "X-Shopify-Shop-Domain": demoShop,
      "X-Shopify-Hmac-Sha256": createHmac("sha256", apiSecret).update(text).digest("base64"),
      "X-Shopify-Webhook-Id": randomUUID(),
      "X-Shopify-API-Version": "2026-07",
    },
  });
  expect(answer.status).toBe(200);
  await world.settled();
}
const rowsOf = (address: string) =>
  world.app.db.subscription.count({
    where: { shop: demoShop, who: world.app.addresses.who(demoShop, address) },
  });

describe("a canary's address", () => {
  test("stands in clear in no table, job or log, from sign-up to refusal", async () => {
    const canaries = ["canary-asks", "canary-waits", "canary-told", "canary-gone", "canary-full"];
    const to = (name: string) => `${name}@example.org`;
    const other = await stockedVariant(world, { title: "Tent", available: 0, policy: "DENY" });
    await world.settled();
    await asks(world, pack, to("canary-asks"));
    await joins(world, server, pack, to("canary-waits"));
    for (const name of ["canary-told", "canary-gone", "canary-full"])
      await joins(world, server, other, to(name));
    server.faults.recipient = (address) =>
      address === to("canary-gone")
        ? `550 5.1.1 ${address} does not exist here`
        : address === to("canary-full")
          ? `452 4.2.2 <${address}> is over quota`
          : null;
    await other.setAvailable(5);
    await world.settled();
    delete server.faults.recipient;
    expect(alertsTo(server, to("canary-told"))).toHaveLength(1);
    expect(await tablesWith("canary-")).toEqual([]);
    expect(logged).not.toContain("canary-");
    expect(canaries.filter((name) => logged.includes(name))).toEqual([]);
  });

  test("would be found if it stood there: the search is no blank", async () => {
    world.app.log.info({ to: "canary-planted@example.org" });
    expect(logged).toContain("canary-planted");
    await world.app.db.notice.updateMany({ where: { shop: demoShop }, data: { problem: "canary-planted" } });
    expect(await tablesWith("canary-planted")).toEqual(["public.notice"]);
    await world.app.db.notice.updateMany({ where: { shop: demoShop }, data: { problem: null } });
  });

  test("is sealed to its row: moved to another it does not open", async () => {
    const [one, two] = await world.app.db.subscription.findMany({
      where: { shop: demoShop, sealed: { not: "" } },
      take: 2,
    });
    expect(() => world.app.addresses.open(one!.sealed, demoShop, two!.subscriptionId)).toThrow();
    expect(world.app.addresses.who(demoShop, "a@example.org")).not.toBe(
      world.app.addresses.who("other.myshopify.com", "a@example.org"),
    );
  });
});

describe("what the law wants", () => {
  test("scenario K27: who is erased leaves no row, and hears of no later restock", async () => {
    await joins(world, server, pack, "kim@example.org");
    const leave = world.app.links.token("leave", {
      shop: demoShop,
      subscriptionId: (await personFound(world.app, demoShop, "kim@example.org"))![0]!.subscriptionId,
    });
    server.faults.sender = () => "451 4.3.0 wait";
    await pack.setAvailable(9);
    await world.settled();
    await shopifyAsks("customers/redact", { customer: { id: 7, email: "Kim@Example.org", phone: "" } });
    delete server.faults.sender;
    await passes(world, 1);
    expect(alertsTo(server, "kim@example.org")).toEqual([]);
    expect(await rowsOf("kim@example.org")).toBe(0);
    expect(await tablesWith(world.app.addresses.who(demoShop, "kim@example.org"))).toEqual([]);
    expect(await left(world.app, leave, "everything")).toBeNull();
    // Once more, late: nothing to do, and nothing comes back.
    await shopifyAsks("customers/redact", { customer: { id: 7, email: "kim@example.org", phone: "" } });
    expect(await rowsOf("kim@example.org")).toBe(0);
    await pack.setAvailable(0);
    await world.settled();
  });

  test("who asks what is kept is noted, and the merchant finds all of it by the address", async () => {
    await joins(world, server, pack, "lea@example.org");
    await shopifyAsks("customers/data_request", {
      customer: { id: 8, email: "lea@example.org" },
      data_request: { id: 9999 },
    });
    expect(await dataRequests(world.app.db, demoShop)).toMatchObject([{ found: 1 }]);
    const kept = await personFound(world.app, demoShop, "lea@example.org");
    expect(kept).toMatchObject([{ item: "Pack", state: "waiting", language: "en" }]);
    expect(kept![0]!.consent).toBe("We'll email you once when it's back. Leave with one click.");
    expect(kept![0]!.confirmedAt).not.toBeNull();
  });

  test("a customer without an address is nobody here", async () => {
    await shopifyAsks("customers/redact", { customer: { id: 10, email: null, phone: "+49" } });
    expect(await world.app.db.privacyRequest.count({ where: { shop: demoShop, found: { gt: 1 } } })).toBe(0);
  });

  test("an unanswered confirmation is forgotten after a week, an address a month after its mail", async () => {
    await asks(world, pack, "moe@example.org");
    await world.settled();
    await pack.setAvailable(9);
    await world.settled();
    world.shopify.clock.advance(8 * 86_400_000);
    await alertsTidied(world.app, demoShop);
    expect(await rowsOf("moe@example.org")).toBe(0);
    world.shopify.clock.advance(31 * 86_400_000);
    await alertsTidied(world.app, demoShop);
    const told = await world.app.db.subscription.findMany({ where: { shop: demoShop, state: "told" } });
    expect(told.length).toBeGreaterThan(0);
    expect(told.filter((s) => s.sealed !== "")).toEqual([]);
    expect(await world.app.db.allowance.count({})).toBe(0);
    await pack.setAvailable(0);
    await world.settled();
  });
});

describe("a report of the mail server", () => {
  const report = (body: object, authorization = `Basic ${btoa("any:sixteen-characters")}`) =>
    mailReported(world.app, "sixteen-characters", {
      authorization,
      form: "json",
      text: JSON.stringify(body),
    });

  test("ends what a mailbox that bounced or complained was signed up for, and keeps it from coming back", async () => {
    await joins(world, server, pack, "ned@example.org");
    expect(await report({ type: "complaint", address: "Ned@example.org" })).toBe(1);
    expect(await personFound(world.app, demoShop, "ned@example.org")).toMatchObject([
      { state: "undeliverable" },
    ]);
    const asked = confirmationsTo(server, "ned@example.org").length;
    await passes(world, 48);
    expect((await asks(world, pack, "ned@example.org")).state).toBe("confirm");
    await passes(world, 48);
    expect(confirmationsTo(server, "ned@example.org")).toHaveLength(asked);
  });

  test("is believed only with the password", async () => {
    await joins(world, server, pack, "oda@example.org");
    for (const header of ["", "Basic", `Basic ${btoa("any:wrong")}`, "Bearer wrong"])
      expect(await report({ type: "bounce", address: "oda@example.org" }, header)).toBeNull();
    expect(await report({ type: "bounce", address: "oda@example.org" }, "Bearer sixteen-characters")).toBe(1);
    expect(tokenIn(confirmationsTo(server, "oda@example.org")[0]!, "confirm")).not.toBe("");
  });
});
