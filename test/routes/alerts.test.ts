import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { alertsTo, asks, joins, worldWithMail } from "#test/alert-acts.ts";
import { mailServer, type MailServer } from "#test/mail/mail-server.ts";
import { ensureBuilt } from "#test/shopify-stand-in/demo/build.ts";
import { demoShop, type TestWorld } from "#test/world.ts";
import { browser, open, send, words } from "./visit.ts";

const other = "other-shop.myshopify.com";
let world: TestWorld;
let server: MailServer;
let pack: StockedVariant;
let lamp: StockedVariant;

beforeAll(async () => {
  await ensureBuilt(process.cwd(), () => {});
  server = await mailServer();
  world = await worldWithMail(server, { shops: [{ domain: demoShop }, { domain: other }] });
  pack = await stockedVariant(world, { title: "Trail pack", available: 0, policy: "DENY" });
  lamp = await stockedVariant(world, { title: "Lamp", available: 0, policy: "DENY" });
  await world.install();
  await world.install(other);
}, 180_000);
beforeEach(() => {
  delete server.faults.text;
});
afterAll(async () => {
  await world?.close();
  await server?.close();
});

async function read(path: string, shop = demoShop): Promise<string> {
  const { status, html } = await open(world, path, shop);
  expect(status, words(html).slice(0, 500)).toBe(200);
  return words(html);
}

const listOf = ({ variantId }: StockedVariant) => `/app/alerts/${tail(variantId)}`;
const act = (variant: StockedVariant, intent: string, more: Record<string, string> = {}) =>
  send(world, listOf(variant), { intent, ...more });
const signUps = (variant: StockedVariant, state: string) =>
  world.app.db.subscription.findMany({
    where: { shop: demoShop, variantId: tail(variant.variantId), state },
    orderBy: { askedAt: "asc" },
  });

test("before anybody asked, the pages say what to do next", async () => {
  expect(await read("/app/alerts")).toContain("Add the notify-me form to your product page.");
  expect(await read("/app/messages")).toContain("No messages yet");
});

describe("alert settings", () => {
  const typed = {
    sending: "on",
    doubleOptIn: "on",
    perUnit: "1",
    waitHours: "24",
    senderName: "Northern Trail",
    senderMailbox: "shop@example.org",
    imprint: "Torstr. 1, Berlin",
  };

  test("that make no sense are refused at their fields, and what was typed comes back", async () => {
    const wrong = { ...typed, perUnit: "0", waitHours: "999", senderMailbox: "shop", imprint: "" };
    const { status, html } = await send(world, "/app/alerts/settings", wrong);
    expect(status).toBe(422);
    for (const error of [
      "Enter a whole number from 1 to 50.",
      "Enter hours from 1 to 336.",
      "Enter an address like name@example.com.",
      "the law wants them in every alert",
    ])
      expect(html).toContain(error);
    expect(html).toContain("Northern Trail");
    expect(await world.app.db.alertSettings.findMany({ where: { perUnit: 0 } })).toEqual([]);
  });

  test("are saved for this shop alone", async () => {
    expect((await send(world, "/app/alerts/settings", typed)).html).toContain("Alert settings saved");
    const { html } = await open(world, "/app/alerts/settings");
    expect(html).toContain("shop@example.org");
    expect(words(html)).toContain("For 5 free units, the first 5 people in line are told.");
    expect((await open(world, "/app/alerts/settings", other)).html).not.toContain("shop@example.org");
  });
});

test("a merchant whose alerts lack a postal address is told so where they look", async () => {
  await joins(world, server, lamp, "una@example.org");
  expect(await read("/app/alerts")).not.toContain("Alerts wait for your postal address");
  const { imprint } = await world.app.db.alertSettings.findUniqueOrThrow({ where: { shop: demoShop } });
  await world.app.db.alertSettings.update({ where: { shop: demoShop }, data: { imprint: "" } });
  expect(await read("/app/alerts")).toContain("Alerts wait for your postal address");
  await world.app.db.alertSettings.update({ where: { shop: demoShop }, data: { imprint } });
  const { subscriptionId } = (await signUps(lamp, "waiting"))[0]!;
  await act(lamp, "remove", { subscriptionId });
});

describe("a list", () => {
  test("says who waits and why nobody is told, and never who they are", async () => {
    for (const name of ["ada", "bob", "cleo"]) await joins(world, server, pack, `${name}@example.org`);
    await asks(world, pack, "dora@example.org");
    await world.settled();
    const all = await read("/app/alerts");
    expect(all).toContain("3 people waiting for 1 variant, €267");
    expect(await read("/app/alerts?search=lamp")).toContain("No results");
    const list = await read(listOf(pack));
    expect(list).toContain("3 people waiting, 0 units free after owed");
    expect(list).toContain("It is out of stock: no alert.");
    expect(list).toContain("4 sign-ups");
    expect(list).toContain("Not confirmed");
    expect(all + list).not.toMatch(/@example\.org/);
  });

  test("is found only by the shop that it belongs to", async () => {
    expect((await open(world, listOf(pack), other)).status).toBe(404);
    expect((await send(world, listOf(pack), { intent: "pause" }, other)).status).toBe(404);
    expect((await send(world, listOf(pack), { intent: "send" }, other)).status).toBe(404);
    for (const nonsense of ["x", "1:", "1%27", "9".repeat(20)])
      expect((await open(world, `/app/alerts/${nonsense}`)).status, nonsense).toBe(404);
    expect((await act(pack, "nonsense")).status).toBe(400);
  });

  test("finds a person by the whole address, which goes into no address bar and no answer", async () => {
    const { html: page } = await open(world, listOf(pack));
    expect(page).toMatch(/<form[^>]*method="post"[^>]*aria-label="Find a sign-up"/);
    const [, bob] = await signUps(pack, "waiting");
    const found = await act(pack, "find", { address: " Bob@Example.org " });
    expect(found.html).toContain(bob!.subscriptionId);
    expect(found.html.match(/"askedAt"/g)).toHaveLength(1);
    expect(found.html).not.toMatch(/bob@/i);
    for (const address of ["eve@example.org", "bob", "", "%"])
      expect((await act(pack, "find", { address })).html, address).not.toContain("askedAt");
  });

  test("says before there is a wave how many it would tell", async () => {
    expect((await act(pack, "preview", { units: "9" })).html).toContain('"units",9,"told",3,');
    expect((await act(pack, "preview", { units: "0" })).html).not.toMatch(/"told",[1-9]/);
    const wrong = await act(pack, "preview", { units: "-1" });
    expect([wrong.status, wrong.html]).toEqual([
      422,
      expect.stringContaining("Enter a whole number of units."),
    ]);
    expect(alertsTo(server)).toEqual([]);
  });

  test("sends no wave by hand while nothing is free, and says why", async () => {
    const refused = await act(pack, "send");
    expect(refused.status).toBe(422);
    expect(refused.html).toContain("It is out of stock: no alert.");
  });

  test("tells nobody while it is paused, whatever arrives", async () => {
    expect((await act(pack, "pause")).html).toContain("Alerts paused");
    await pack.setAvailable(1);
    await world.settled();
    expect(alertsTo(server)).toEqual([]);
    expect(await read(listOf(pack))).toContain("Alerts for this variant are paused; 3 people wait.");
    expect(await read("/app/alerts?view=paused")).toContain("Trail pack");
  });

  test("goes on when it is resumed, and each wave says its numbers", async () => {
    expect((await act(pack, "resume")).html).toContain("Alerts resumed");
    await world.settled();
    expect(alertsTo(server).map((m) => m.envelope[0])).toEqual(["ada@example.org"]);
    const list = await read(listOf(pack));
    expect(list).toContain(
      "Wave 1: 1 unit free after what is owed, 1 person for each; told the 1 of 3 who asked first.",
    );
    expect(list).toContain("Shipsby");
    expect(await read("/app/alerts")).toMatch(/1 told/);
  });

  test("sends the next wave at a word, and says whose word it was", async () => {
    expect((await act(pack, "send")).html).toContain("Wave 2 is on its way");
    await world.settled();
    expect(alertsTo(server, "bob@example.org")).toHaveLength(1);
    expect(await read(listOf(pack))).toContain("Your staff");
  });

  test("forgets a sign-up that staff delete, with its messages", async () => {
    const { subscriptionId } = (await signUps(pack, "waiting"))[0]!;
    expect((await act(pack, "remove", { subscriptionId })).html).toContain("Sign-up deleted");
    expect(await signUps(pack, "waiting")).toEqual([]);
    expect(await world.app.db.notice.count({ where: { shop: demoShop, subscriptionId } })).toBe(0);
    expect((await act(pack, "remove", { subscriptionId })).html).toContain("gone already");
    expect((await act(pack, "remove", { subscriptionId: "'" })).html).toContain("gone already");
  });
});

describe("the log of messages", () => {
  test("says of each what became of it, and of whom nothing", async () => {
    const log = await read("/app/messages");
    expect(log).toContain("Restock alert: Trail pack");
    expect(log).toContain("Confirm sign-up: Trail pack");
    expect(log).not.toMatch(/@example\.org/);
    expect(await read("/app/messages?view=unknown")).toContain("No results");
    expect(await read("/app/messages?view=nonsense")).toContain("Restock alert");
    expect(await read("/app/messages", other)).toContain("No messages yet");
  });

  test("asks a person about a message whose fate is not known, who may send it again, once", async () => {
    await joins(world, server, lamp, "flo@example.org");
    server.faults.text = (mail) => (/ is back$/.test(mail.subject ?? "") ? "cut" : null);
    await lamp.setAvailable(1);
    await world.settled();
    const log = await read("/app/messages?view=unknown");
    expect(log).toContain("Restock alert: Lamp");
    expect(log).toContain("It may be the second.");
    expect(await read("/app")).toContain("Check 1 message that may not have arrived");
    const { subscriptionId, turn } = await world.app.db.notice.findFirstOrThrow({
      where: { shop: demoShop, state: "unknown" },
    });
    delete server.faults.text;
    const again = { intent: "again", subscriptionId, turn: String(turn) };
    expect((await send(world, "/app/messages", again, other)).status).toBe(422);
    expect((await send(world, "/app/messages", again)).html).toContain("Sending again");
    await world.settled();
    expect(alertsTo(server, "flo@example.org")).toHaveLength(1);
    const twice = await send(world, "/app/messages", again);
    expect([twice.status, twice.html]).toEqual([422, expect.stringContaining("can't be sent any more")]);
    expect(await signUps(lamp, "told")).toHaveLength(1);
    expect(await read("/app")).not.toContain("may not have arrived");
    for (const wrong of [{ ...again, turn: "x" }, { ...again, subscriptionId: "x" }, { intent: "x" }])
      expect((await send(world, "/app/messages", wrong)).status).toBe(404);
  });

  test("says who wants to know what is kept about them, and finds all of it by the address", async () => {
    const asked = { shop: demoShop, requestId: "9", kind: "see", who: "", found: 1, at: new Date() };
    expect(await read("/app/messages")).not.toContain("asked Shopify");
    await world.app.db.privacyRequest.create({ data: asked });
    const page = await read("/app/messages");
    expect(page).toContain("1 person asked Shopify what you keep about them. Answer within 30 days.");
    expect(page).toContain("1 sign-up found");
    expect(await read("/app/messages", other)).not.toContain("asked Shopify");

    const find = (address: string, shop = demoShop) =>
      send(world, "/app/messages", { intent: "find", address }, shop);
    const found = await find("Flo@Example.org");
    for (const kept of ["Lamp", "told", "We'll email you once when it's back. Leave with one click."])
      expect(found.html).toContain(kept);
    expect((await find("flo@example.org", other)).html).not.toContain("Leave with one click");
    expect((await find("nobody@example.org")).html).not.toContain("Leave with one click");
    const wrong = await find("flo");
    expect([wrong.status, wrong.html]).toEqual([422, expect.stringContaining("Type a whole address")]);
  });
});

describe("the restock message", () => {
  const path = "/app/messages/restock";
  const mine = {
    language: "de",
    subject: "{item} ist zurück",
    preheader: "Endlich.",
    body: "Hallo, {item} gibt es wieder bei {shop}.",
    button: "Ansehen",
  };

  test("is refused at its field where it says nothing of the product or names what is unknown", async () => {
    const wrong = { ...mine, subject: "x".repeat(81), body: "It is back.", button: "{buy}" };
    const { status, html } = await send(world, path, { ...wrong, intent: "save" });
    expect(status).toBe(422);
    expect(html).toContain("Enter at most 80 characters.");
    expect(html).toContain("This message must name the product: write {item}.");
    expect(html).toContain("{buy} is unknown here.");
    expect(html).toContain("It is back.");
    expect(await world.app.db.messageText.count()).toBe(0);
  });

  test("is shown as it would be read, before it is saved", async () => {
    const { html } = await send(world, path, { ...mine, intent: "preview" });
    expect(html).toMatch(/Hallo, (Trail pack|Lamp) gibt es wieder bei/);
    expect(await world.app.db.messageText.count()).toBe(0);
  });

  test("goes as a test to the address that was typed, and to nobody else", async () => {
    const before = server.mails.length;
    const test = { ...mine, intent: "test" };
    const wrong = await send(world, path, { ...test, address: "me@example.org, you@example.org" });
    expect([wrong.status, wrong.html]).toEqual([422, expect.stringContaining("Enter an address like")]);
    expect((await send(world, path, { ...test, address: "me@example.org" })).html).toContain("Test sent");
    const [sent, ...more] = server.mails.slice(before);
    expect(more).toEqual([]);
    expect(sent!.envelope).toEqual(["me@example.org"]);
    expect(sent!.subject).toMatch(/ist zurück$/);
    expect(sent!.text).toContain("gibt es wieder bei");
    expect(sent!.replyTo?.[0]?.address).toBe("shop@example.org");
    server.faults.text = () => "550 no";
    const refused = await send(world, path, { ...test, address: "me@example.org" });
    expect([refused.status, refused.html]).toEqual([422, expect.stringContaining("Nothing was sent.")]);
  });

  test("is saved for its language, and goes back to our words", async () => {
    expect((await send(world, path, { ...mine, intent: "save" })).html).toContain("Message saved");
    expect((await open(world, `${path}?language=de`)).html).toContain("Hallo, {item} gibt es wieder");
    expect((await open(world, `${path}?language=fr`)).html).not.toContain("Hallo");
    expect((await open(world, `${path}?language=de`, other)).html).not.toContain("Hallo");
    expect(await read(`${path}?language=klingon`)).toContain("{item} is in stock again.");
    expect((await send(world, path, { intent: "restore", language: "de" })).html).toContain("restored");
    expect((await open(world, `${path}?language=de`)).html).not.toContain("Hallo");
  });
});

describe("importing sign-ups", () => {
  const path = "/app/alerts/import";
  async function upload(
    intent: string,
    csv: string | null,
    shop = demoShop,
    more: Record<string, string> = {},
  ) {
    const body = new FormData();
    for (const [name, value] of Object.entries(more)) body.set(name, value);
    body.set("intent", intent);
    if (csv !== null) body.set("file", new File([csv], "list.csv", { type: "text/csv" }));
    const headers = { "user-agent": browser, authorization: `Bearer ${world.shopify.issueIdToken(shop)}` };
    const answer = await fetch(new URL(`${path}.data`, world.webUrl), { method: "POST", body, headers });
    return { status: answer.status, html: await answer.text() };
  }
  const csv = [
    "Email,SKU,Consent,Created At",
    "gil@example.org,TENT,yes,2026-01-02T00:00:00Z",
    "hal@example.org,TENT,no,",
    "ida@example.org,NOTHING,yes,",
  ].join("\n");

  beforeAll(async () => {
    await stockedVariant(world, { title: "Tent", available: 0, policy: "DENY" });
    await world.settled();
  });

  test("first says what would come in, and why the rest would not, without an address", async () => {
    expect(await read(path)).toContain("who agreed to be written to");
    const { status, html } = await upload("check", csv);
    expect(status).toBe(200);
    expect(html).toContain("This person has not agreed to be written to.");
    expect(html).toContain("This SKU isn't in your store");
    expect(html).toContain("Created At");
    expect(html).not.toContain("@example.org");
    expect(await read("/app/alerts?search=tent")).toContain("No results");
  });

  test("then takes in what was good, once", async () => {
    expect((await upload("import", csv)).html).toContain("Import started");
    await world.settled();
    expect(await read(path)).toContain("1 sign-up imported");
    expect((await upload("import", csv)).html).toContain("Import started");
    await world.settled();
    expect(await read(path)).toContain("1 person was known already");
    expect(await read("/app/alerts?search=tent")).toContain("1 person waiting for 1 variant");
    expect((await upload("import", csv, other)).status).toBe(422);
  });

  test("takes a long file in without the page, every row once", async () => {
    const rows = Array.from({ length: 1250 }, (_, n) => `long${n}@example.org,TENT,yes,`);
    const long = ["Email,SKU,Consent,Created At", ...rows].join("\n");
    await upload("import", long);
    await world.settled();
    expect(await read(path)).toContain("1,250 sign-ups imported");
    expect(await read("/app/alerts?search=tent")).toContain("1,251 people waiting");
    expect(await world.app.db.signUpImportPart.count()).toBe(0);
  });

  test("refuses what cannot be read, and imports nothing", async () => {
    expect((await upload("check", null)).html).toContain("Choose a CSV file.");
    for (const [file, problem] of [
      ["", "The file is empty."],
      ["Email,SKU\ngil@example.org,TENT", "Add one named Consent."],
      ["\u0000\u0001", "The file is empty."],
    ] as const) {
      const { status, html } = await upload("import", file);
      expect([status, html]).toEqual([422, expect.stringContaining(problem)]);
    }
  });
});
