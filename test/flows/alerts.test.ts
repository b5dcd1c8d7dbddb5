import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { saveAlertSettings } from "#app/database/alert-settings.server.ts";
import { shopChanged } from "#app/flows/shop-changed.server.ts";
import { confirmed, left, linkOpened } from "#app/flows/link-followed.server.ts";
import { orderOf, stockedVariant, tail } from "#test/acts.ts";
import {
  alertsTo,
  asks,
  confirmationsTo,
  joins,
  passes,
  readyToSend,
  tokenIn,
  worldWithMail,
} from "#test/alert-acts.ts";
import { mailServer, type MailServer } from "#test/mail/mail-server.ts";
import { demoShop, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let server: MailServer;
const neighbour = "neighbour.myshopify.com";
beforeAll(async () => {
  server = await mailServer();
  world = await worldWithMail(server, { shops: [{ domain: demoShop }, { domain: neighbour }] });
  await world.install();
  await world.install(neighbour);
});
afterAll(async () => {
  await world?.close();
  await server?.close();
});
afterEach(() => {
  server.mails.length = 0;
  for (const fault of ["recipient", "text", "sender"] as const) delete server.faults[fault];
});

let titles = 0;
const soldOut = (policy: "DENY" | "CONTINUE" = "DENY", available = 0) =>
  stockedVariant(world, { title: `Pack ${++titles}`, available, policy });
const stateOf = async (email: string) =>
  (
    await world.app.db.subscription.findMany({
      where: { shop: demoShop, who: world.app.addresses.who(demoShop, email) },
    })
  ).map((s) => s.state);
const settings = (change: object) =>
  world.app.db.$transaction((tx) => saveAlertSettings(tx, demoShop, { ...readyToSend, ...change }));

describe("signing up", () => {
  test("scenario K1: twice for one variant is one subscription, and the second answer is the same", async () => {
    const pack = await soldOut();
    await world.settled();
    const first = await asks(world, pack, "ada@example.org");
    expect(await asks(world, pack, " Ada@Example.org")).toEqual(first);
    expect(first).toMatchObject({
      state: "confirm",
      message: "Almost done. We'll email you a link to confirm.",
    });
    await world.settled();
    expect(await stateOf("ada@example.org")).toEqual(["pending"]);
    expect(confirmationsTo(server, "ada@example.org")).toHaveLength(1);
  });

  test("scenario K3: until confirmed nothing but the confirmation is sent; confirming twice is no more", async () => {
    const pack = await soldOut();
    await world.settled();
    await asks(world, pack, "bob@example.org");
    await world.settled();
    await pack.setAvailable(5);
    await world.settled();
    expect(alertsTo(server)).toEqual([]);
    const token = tokenIn(confirmationsTo(server, "bob@example.org")[0]!, "confirm");
    expect(await confirmed(world.app, token)).toBe("en");
    expect(await confirmed(world.app, token)).toBe("en");
    await world.settled();
    expect(alertsTo(server, "bob@example.org")).toHaveLength(1);
    expect(await stateOf("bob@example.org")).toEqual(["told"]);
  });

  test("for what is in stock, unknown or discontinued is refused politely, and keeps nothing", async () => {
    const pack = await soldOut("DENY", 3);
    await world.settled();
    expect(await asks(world, pack, "cay@example.org")).toMatchObject({
      state: "in_stock",
      message: "It's in stock now.",
    });
    const unknown = { variantId: "gid://shopify/ProductVariant/1" };
    expect((await asks(world, unknown, "cay@example.org")).state).toBe("failed");
    expect(await stateOf("cay@example.org")).toEqual([]);
  });

  test("the neighbour's variant is unknown here", async () => {
    const theirs = await stockedVariant(world, {
      title: "Lamp",
      available: 0,
      policy: "DENY",
      shop: neighbour,
    });
    await world.settled();
    expect((await asks(world, theirs, "cay@example.org")).state).toBe("failed");
    expect((await asks(world, theirs, "cay@example.org", { shop: neighbour })).state).toBe("confirm");
  });

  test("without double opt-in the list is joined at once, with the words that were agreed to", async () => {
    await settings({ doubleOptIn: false });
    const pack = await soldOut();
    await world.settled();
    expect(await asks(world, pack, "dan@example.org", { language: "fr" })).toMatchObject({
      state: "listed",
      message: "Vous êtes sur la liste.",
    });
    const row = await world.app.db.subscription.findFirst({
      where: { shop: demoShop, variantId: tail(pack.variantId) },
    });
    expect(row).toMatchObject({ state: "waiting", language: "fr", source: "form" });
    expect(row!.consent).toMatch(/\w/);
    await settings({});
  });

  test("where the law wants it an address is confirmed, whatever the merchant set", async () => {
    await settings({ doubleOptIn: false });
    const pack = await soldOut();
    await world.settled();
    const joined = async (email: string, more: Record<string, string> = {}) =>
      (await asks(world, pack, email, more)).state;
    expect(await joined("kim@example.org")).toBe("listed");
    expect(await joined("uwe@example.org", { language: "de" })).toBe("confirm");
    expect(await joined("eva@example.org", { time_zone: "Europe/Vienna" })).toBe("confirm");
    await world.app.db.shop.update({ where: { shop: demoShop }, data: { country: "AT" } });
    expect(await joined("max@example.org")).toBe("confirm");
    await shopChanged(world.app, demoShop);
    expect(await joined("lea@example.org")).toBe("listed");
    await settings({});
  });
});

describe("abuse", () => {
  test("scenario K18: the sixth sign-up within a minute from one client, or for one address, is limited", async () => {
    const packs = await Promise.all([1, 2, 3, 4, 5, 6].map(() => soldOut()));
    await world.settled();
    const byClient = [];
    for (const [n, pack] of packs.entries())
      byClient.push((await asks(world, pack, `eve${n}@example.org`, { client: "203.0.113.7" })).state);
    expect(byClient).toEqual([...Array<string>(5).fill("confirm"), "limited"]);
    const byAddress = [];
    for (const pack of packs) byAddress.push((await asks(world, pack, "victim@example.org")).state);
    expect(byAddress).toEqual([...Array<string>(5).fill("confirm"), "limited"]);
    await passes(world, 0.02);
    expect((await asks(world, packs[5]!, "eve5@example.org", { client: "203.0.113.7" })).state).toBe(
      "confirm",
    );
  });

  test("threat T6: however many posts in however many shops, one confirmation per address and day", async () => {
    const packs = await Promise.all([1, 2, 3].map(() => soldOut()));
    const theirs = await stockedVariant(world, {
      title: "Tent",
      available: 0,
      policy: "DENY",
      shop: neighbour,
    });
    await world.settled();
    for (const pack of packs) await asks(world, pack, "flood@example.org");
    await asks(world, theirs, "flood@example.org", { shop: neighbour });
    await world.settled();
    const count = () => confirmationsTo(server, "flood@example.org").length;
    expect(count()).toBe(1);
    await passes(world, 12);
    expect(count()).toBe(1);
    for (let day = 0; day < 6; day++) await passes(world, 24.1);
    expect(count()).toBeLessThanOrEqual(3);
  });

  test("one link confirms everything that waits for the same person", async () => {
    const [one, two] = [await soldOut(), await soldOut()];
    await world.settled();
    await asks(world, one, "gil@example.org");
    await asks(world, two, "gil@example.org");
    await world.settled();
    const [mail] = confirmationsTo(server, "gil@example.org");
    expect((await linkOpened(world.app, "confirm", tokenIn(mail!, "confirm")))?.items).toHaveLength(2);
    await confirmed(world.app, tokenIn(mail!, "confirm"));
    expect(await stateOf("gil@example.org")).toEqual(["waiting", "waiting"]);
  });

  test("a machine hears what a person hears, and leaves nothing behind", async () => {
    const pack = await soldOut();
    await world.settled();
    expect((await asks(world, pack, "bot@example.org", { website: "x" })).state).toBe("confirm");
    expect(await stateOf("bot@example.org")).toEqual([]);
  });
});

describe("a restock", () => {
  test("scenario K5: from 0 to 5 is one wave, and five more tell nobody again", async () => {
    const pack = await soldOut();
    await world.settled();
    await joins(world, server, pack, "hal@example.org");
    await pack.setAvailable(5);
    await world.settled();
    await pack.setAvailable(10);
    await world.settled();
    await passes(world, 30);
    expect(alertsTo(server, "hal@example.org")).toHaveLength(1);
  });

  test("scenario E15: what arrives for those who are owed is announced to nobody; what is left, is", async () => {
    const pack = await soldOut("CONTINUE", 0);
    await orderOf(world, [{ variant: pack, quantity: 6 }]);
    await world.settled();
    await joins(world, server, pack, "ida@example.org");
    await pack.setAvailable(-1);
    await world.settled();
    expect(alertsTo(server)).toEqual([]);
    await pack.setAvailable(2);
    await world.settled();
    expect(alertsTo(server, "ida@example.org")).toHaveLength(1);
    const { because } = (await world.app.db.wave.findFirst({
      where: { shop: demoShop, variantId: tail(pack.variantId) },
    }))!;
    expect(because).toMatchObject({ kind: "wave", free: 2, told: 1 });
  });

  test("scenario K8: what sold out before the mails went tells nobody; all wait on, and hear of it later", async () => {
    const pack = await soldOut();
    await world.settled();
    await joins(world, server, pack, "jan@example.org");
    server.faults.sender = () => "451 4.3.0 not now";
    await pack.setAvailable(1);
    await world.settled();
    await pack.setAvailable(0);
    await world.settled();
    delete server.faults.sender;
    await passes(world, 0.5);
    expect(alertsTo(server)).toEqual([]);
    expect(await stateOf("jan@example.org")).toEqual(["waiting"]);
    await pack.setAvailable(4);
    await world.settled();
    expect(alertsTo(server, "jan@example.org")).toHaveLength(1);
  });

  test("scenario K11: five units tell the first fifteen; the rest hear a day later, if some are left", async () => {
    await settings({ doubleOptIn: false });
    const pack = await soldOut();
    await world.settled();
    for (let n = 1; n <= 18; n++) {
      await asks(world, pack, `k${n}@example.org`);
      world.shopify.clock.advance(1000);
    }
    await pack.setAvailable(5);
    await world.settled();
    const told = () => alertsTo(server).map((m) => m.envelope[0]);
    expect(told()).toEqual(Array.from({ length: 15 }, (_, n) => `k${n + 1}@example.org`));
    await passes(world, 23);
    expect(told()).toHaveLength(15);
    await passes(world, 1.1);
    expect(told().slice(15)).toEqual(["k16@example.org", "k17@example.org", "k18@example.org"]);
    await settings({});
  });

  test("scenario K10: 101 people are told, none twice, none skipped, though one leaves in between", async () => {
    await settings({ doubleOptIn: false, perUnit: 50 });
    const pack = await soldOut();
    await world.settled();
    for (let n = 1; n <= 101; n++) {
      await asks(world, pack, `l${n}@example.org`);
    }
    let leaving: Promise<unknown> = Promise.resolve();
    server.faults.text = (mail) => {
      if (alertsTo(server).length === 20) leaving = left(world.app, tokenIn(mail, "leave"), "this");
      return null;
    };
    await pack.setAvailable(40);
    await world.settled();
    await leaving;
    const told = alertsTo(server).map((m) => m.envelope[0]);
    expect(told).toHaveLength(101);
    expect(new Set(told).size).toBe(101);
    await settings({});
  });

  test("scenario K22: who waits at one place hears when that place has it: 0, 1 and 2 mails", async () => {
    const pack = await soldOut();
    const { locationAdd } = await world.staff<{ locationAdd: { location: { id: string } } }>(
      `mutation { locationAdd(input: { name: "Lyon", address: { countryCode: FR }, fulfillsOnlineOrders: true }) { location { id } userErrors { message } } }`,
    );
    const second = locationAdd.location.id;
    await world.settled();
    await joins(world, server, pack, "mia@example.org", { place: tail(pack.locationId) });
    await joins(world, server, pack, "noa@example.org", { place: tail(second) });
    await passes(world, 30);
    expect(alertsTo(server)).toHaveLength(0);
    await pack.setAvailable(2);
    await world.settled();
    expect(alertsTo(server).map((m) => m.envelope[0])).toEqual(["mia@example.org"]);
    await world.staff(
      `mutation ($item: ID!, $location: ID!, $key: String!) {
        inventoryActivate(inventoryItemId: $item, locationId: $location, available: 3) @idempotent(key: $key) { userErrors { message } } }`,
      { item: pack.itemId, location: second, key: crypto.randomUUID() },
    );
    await world.settled();
    expect(alertsTo(server)).toHaveLength(2);
  });

  test("messages that are off send nothing, and say whom they would have told", async () => {
    const pack = await soldOut();
    await world.settled();
    await joins(world, server, pack, "ole@example.org");
    await settings({ sending: false });
    await pack.setAvailable(5);
    await world.settled();
    expect(alertsTo(server)).toEqual([]);
    const watch = await world.app.db.restockWatch.findFirst({
      where: { shop: demoShop, variantId: tail(pack.variantId) },
    });
    expect(watch!.because).toEqual({ kind: "messages_off", how: "off", would: 1 });
    await settings({});
  });
});

describe("a mail to somebody who waits", () => {
  test("says what is back, in their language, with one button and a way out", async () => {
    const pack = await soldOut();
    await world.settled();
    await joins(world, server, pack, "pia@example.org", { language: "en" });
    await pack.setAvailable(5);
    await world.settled();
    const [mail] = alertsTo(server, "pia@example.org");
    expect(mail!.text).toContain(`https://${demoShop}/products/`);
    expect(mail!.text).toContain("This is the only mail for this restock.");
    expect(mail!.header("list-unsubscribe")[0]).toContain("https://shipsby.test/alerts/leave?token=");
    expect(mail!.html).toContain('lang="en"');
    expect(mail!.html).not.toContain("<img");
  });

  test("scenario K16: a bad, foreign, empty or reused link leads to the same page and changes nothing", async () => {
    const pack = await soldOut();
    await world.settled();
    await joins(world, server, pack, "quin@example.org");
    const confirm = tokenIn(confirmationsTo(server, "quin@example.org")[0]!, "confirm");
    await pack.setAvailable(5);
    await world.settled();
    const leave = tokenIn(alertsTo(server, "quin@example.org")[0]!, "leave");
    await left(world.app, leave, "this");
    const forged = `${leave.slice(0, -2)}${leave.endsWith("A") ? "B" : "A"}A`;
    for (const token of ["", "x", "1.x.y", forged, confirm, `${leave}.x`])
      expect(await left(world.app, token, "everything")).toBeNull();
    for (const token of [leave, confirm]) expect(await confirmed(world.app, token)).toBeNull();
    expect(await stateOf("quin@example.org")).toEqual(["left"]);
  });

  test("threat T5: a link to confirm stops working after a week", async () => {
    const pack = await soldOut();
    await world.settled();
    await asks(world, pack, "rob@example.org");
    await world.settled();
    const token = tokenIn(confirmationsTo(server, "rob@example.org")[0]!, "confirm");
    await passes(world, 24 * 7 + 1);
    expect(await confirmed(world.app, token)).toBeNull();
  });

  test("scenario K17: opening a link changes nothing; a button does, and twice is once", async () => {
    const pack = await soldOut();
    await world.settled();
    await joins(world, server, pack, "sue@example.org");
    const row = await world.app.db.subscription.findFirstOrThrow({
      where: { shop: demoShop, variantId: tail(pack.variantId) },
    });
    const token = world.app.links.token("leave", { shop: demoShop, subscriptionId: row.subscriptionId });
    expect((await linkOpened(world.app, "leave", token))?.items).toHaveLength(1);
    expect(await stateOf("sue@example.org")).toEqual(["waiting"]);
    expect(await left(world.app, token, "this")).toBe("en");
    expect(await left(world.app, token, "this")).toBe("en");
    await pack.setAvailable(5);
    await world.settled();
    expect(alertsTo(server)).toEqual([]);
  });
});

describe("when the mail server fails", () => {
  test("scenario K13: busy or out of reach, it is asked again later; nobody's place is lost", async () => {
    const pack = await soldOut();
    await world.settled();
    await joins(world, server, pack, "tom@example.org");
    server.faults.sender = () => "550 5.7.1 we are closed";
    await pack.setAvailable(5);
    await world.settled();
    expect(await stateOf("tom@example.org")).toEqual(["waiting"]);
    delete server.faults.sender;
    world.shopify.clock.advance(6 * 60_000);
    // The heartbeat finds what is due, whoever was to do it.
    await world.beat();
    await world.settled();
    expect(alertsTo(server, "tom@example.org")).toHaveLength(1);
  });

  test("a mailbox that does not exist is not written to again, for no variant of the shop", async () => {
    const [pack, other] = [await soldOut(), await soldOut()];
    await world.settled();
    await joins(world, server, pack, "una@example.org");
    server.faults.recipient = () => "550 5.1.1 no such user";
    await pack.setAvailable(5);
    await world.settled();
    delete server.faults.recipient;
    expect(await stateOf("una@example.org")).toEqual(["undeliverable"]);
    expect((await asks(world, other, "una@example.org")).state).toBe("confirm");
    await passes(world, 30);
    expect(
      server.mails.filter(
        (m) =>
          m.envelope[0] === "una@example.org" &&
          m.subject !== confirmationsTo(server, "una@example.org")[0]?.subject,
      ),
    ).toEqual([]);
    expect(await stateOf("una@example.org")).toEqual(["undeliverable"]);
  });

  test("scenario J16: a mail whose fate is not known is not sent again, and the merchant is told so", async () => {
    const pack = await soldOut();
    await world.settled();
    await joins(world, server, pack, "vic@example.org");
    server.faults.text = () => "take and cut";
    await pack.setAvailable(5);
    await world.settled();
    delete server.faults.text;
    await passes(world, 30);
    expect(alertsTo(server, "vic@example.org")).toHaveLength(1);
    expect(
      await world.app.db.notice.findFirst({
        where: { shop: demoShop, kind: "restock", variantId: tail(pack.variantId) },
      }),
    ).toMatchObject({ state: "unknown" });
  });
});
