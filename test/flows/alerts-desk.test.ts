import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { alertTexts } from "#app/database/alert-settings.server.ts";
import { readPlace, type Turn } from "#app/database/pages/keyset.server.ts";
import { noticesLog } from "#app/database/pages/notices.server.ts";
import { signUpsExported } from "#app/flows/sign-ups-exported.server.ts";
import { importChecked } from "#app/flows/sign-ups-imported.server.ts";
import { alertPreviewed, alertTested, wavePreviewed } from "#app/flows/alert-previewed.server.ts";
import { alertSentAgain } from "#app/flows/alert-sent-again.server.ts";
import { alertSettingsSaved, alertTextsSaved } from "#app/flows/alert-settings-saved.server.ts";
import { personFound } from "#app/flows/person-found.server.ts";
import { waveByHand } from "#app/flows/list-steered.server.ts";
import { stockedVariant, tail } from "#test/acts.ts";
import { alertsTo, asks, passes, readyToSend, worldWithMail } from "#test/alert-acts.ts";
import { mailServer, type MailServer } from "#test/mail/mail-server.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let server: MailServer;
beforeAll(async () => {
  server = await mailServer();
  world = await worldWithMail(server);
  await world.install();
  await alertSettingsSaved(world.app, demoShop, { ...readyToSend, doubleOptIn: false, perUnit: 2 });
});
afterAll(async () => {
  await world?.close();
  await server?.close();
});
afterEach(() => {
  server.mails.length = 0;
  delete server.faults.text;
});

let titles = 0;
async function listOf(people: number) {
  const variant = await stockedVariant(world, { title: `Tent ${++titles}`, available: 0, policy: "DENY" });
  await world.settled();
  for (let n = 1; n <= people; n++) {
    await asks(world, variant, `p${n}.${titles}@example.org`);
    world.shopify.clock.advance(1000);
  }
  await world.settled();
  return { variant, list: { variantId: tail(variant.variantId), place: "" }, title: `Tent ${titles}` };
}
const log = (list: { variantId: string }) =>
  noticesLog(world.app.db, demoShop, { state: null, variantId: list.variantId });

test("the log of mails names the item and what became of it, and never an address", async () => {
  const { variant, list, title } = await listOf(2);
  await variant.setAvailable(1);
  await world.settled();
  const { rows } = await log(list);
  expect(rows).toMatchObject([
    { item: title, kind: "restock", state: "sent" },
    { item: title, kind: "restock", state: "sent" },
  ]);
  expect(JSON.stringify(rows)).not.toContain("@");
});

test("the log turns pages by time, and never shows a mail twice or leaves one out", async () => {
  const { list } = await listOf(1);
  const { subscriptionId, who } = await world.app.db.subscription.findFirstOrThrow({
    where: { shop: demoShop, variantId: list.variantId },
  });
  const at = world.app.now();
  await world.app.db.notice.createMany({
    // Many of one moment.
    data: Array.from({ length: 120 }, (_, n) => ({
      shop: demoShop,
      subscriptionId,
      kind: "restock",
      turn: 1000 + n,
      variantId: list.variantId,
      who,
      state: "sent",
      messageId: "id",
      createdAt: at,
      dueAt: at,
      settledAt: new Date(at.getTime() + Math.floor(n / 70)),
    })),
  });
  const page = (turn: Turn) =>
    noticesLog(world.app.db, demoShop, { state: "sent", variantId: list.variantId, turn });
  const after = (place: string | null) => ({ after: readPlace(place, "number")! });
  const first = await page(null);
  const second = await page(after(first.older));
  const third = await page(after(second.older));
  const turns = [first, second, third].flatMap(({ rows }) => rows.map((row) => row.turn));
  expect(new Set(turns).size).toBe(120);
  expect([first.newer, third.older]).toEqual([null, null]);
  const back = await page({ before: readPlace(third.newer, "number")! });
  expect(back.rows).toEqual(second.rows);
  expect((await page({ before: readPlace(second.newer, "number")! })).rows).toEqual(first.rows);
});

test("the list can be taken elsewhere, or read in again; no cell becomes a formula", async () => {
  const { list, title } = await listOf(2);
  await asks(world, { variantId: `gid://shopify/ProductVariant/${list.variantId}` }, "=cmd@example.org");
  const csv = await signUpsExported(world.app, demoShop, list);
  const lines = csv.trim().split("\r\n");
  expect(lines).toHaveLength(4);
  expect(lines[1]).toMatch(new RegExp(`^p1\\.\\d+@example\\.org,${list.variantId},.*${title}`));
  expect(csv).toContain("'=cmd@example.org");
  const checked = await importChecked(world.app, demoShop, csv);
  expect(checked).toMatchObject({
    kind: "rows",
    rows: [{ variantId: list.variantId }, {}, {}],
    problems: [],
  });
  expect((await signUpsExported(world.app, demoShop, null)).length).toBeGreaterThan(csv.length);
});

test("somebody is found by their exact address, with all that is kept about them", async () => {
  await listOf(2);
  const found = await personFound(world.app, demoShop, ` P2.${titles}@example.org`);
  expect(found).toMatchObject([{ item: `Tent ${titles}`, state: "waiting" }]);
  expect(await personFound(world.app, demoShop, "p2@")).toBeNull();
  expect(await personFound(world.app, demoShop, "p9@example.org")).toEqual([]);
});

test("the next wave can be sent by hand, once for each word, and says by whom", async () => {
  const { variant, list } = await listOf(6);
  await variant.setAvailable(1);
  await world.settled();
  expect(await wavePreviewed(world.app, demoShop, list, 5)).toEqual({ told: 4, waiting: 4 });
  const actionId = randomUUID();
  // Twice at once, and once more later: the answer was lost.
  const send = () => waveByHand(world.app, demoShop, list, actionId);
  const said = [...(await Promise.all([send(), send()])), await send()];
  expect(said).toMatchObject(said.map(() => ({ kind: "wave", number: 2 })));
  await world.settled();
  expect(await send()).toEqual(said[0]);
  expect(alertsTo(server)).toHaveLength(4);
  const waves = await world.app.db.wave.findMany({
    where: { shop: demoShop, variantId: list.variantId },
    orderBy: { number: "asc" },
  });
  expect(waves.map((w) => w.author)).toEqual(["Shipsby", "Your staff"]);
});

test("a mail whose fate is not known is shown, and sent again only at a person's word", async () => {
  const { variant, list } = await listOf(1);
  server.faults.text = () => "cut";
  await variant.setAvailable(1);
  await world.settled();
  delete server.faults.text;
  const { rows: troubled } = await log(list);
  expect(troubled).toMatchObject([{ state: "unknown" }]);
  expect(await alertSentAgain(world.app, demoShop, troubled[0]!)).toBe(true);
  await world.settled();
  expect(alertsTo(server)).toHaveLength(1);
  await passes(world, 30);
  expect(alertsTo(server, `p1.${titles}@example.org`)).toHaveLength(1);
});

test("the merchant's words reach the mail, its legal parts stay", async () => {
  const { variant, title } = await listOf(1);
  const texts = {
    ...(await alertTexts(world.app.db, demoShop, "en")),
    subject: "{item} is back",
    body: "Come and see {item}",
  };
  await alertTextsSaved(world.app, demoShop, "en", texts);
  await variant.setAvailable(1);
  await world.settled();
  const [mail] = alertsTo(server);
  expect(mail!.text).toContain(`Come and see ${title}`);
  expect(mail!.text).toContain("Leave this list");
  expect(mail!.text).toContain("This is the only mail for this restock.");
  await alertTextsSaved(world.app, demoShop, "en", null);
});

test("a preview shows a real product in any language, a test goes to the typed address alone", async () => {
  const { list, title } = await listOf(1);
  const wanted = { message: "restock" as const, language: "de" as const, variantId: list.variantId };
  const texts = await alertTexts(world.app.db, demoShop, "de");
  const preview = await alertPreviewed(world.app, demoShop, { ...wanted, texts });
  expect(preview.subject).toBe(`${title} ist wieder da`);
  expect(preview.html).toContain("Von dieser Liste abmelden");
  expect(await alertTested(world.app, demoShop, "staff@example.org, all@example.org", preview)).toEqual({
    kind: "no_address",
  });
  expect(await alertTested(world.app, demoShop, "staff@example.org", preview)).toEqual({ kind: "taken" });
  expect(server.mails.map((m) => m.envelope)).toEqual([["staff@example.org"]]);
  const mails = server.mails.length;
  for (let n = 0; n < 19; n++) await alertTested(world.app, demoShop, "staff@example.org", preview);
  expect(await alertTested(world.app, demoShop, "staff@example.org", preview)).toEqual({ kind: "too_many" });
  expect(server.mails.length).toBe(mails + 19);
});

test("without a mail server people can sign up, and nothing is sent or lost", async () => {
  const silent = await testWorld();
  try {
    const variant = await stockedVariant(silent, { title: "Stove", available: 0, policy: "DENY" });
    await silent.install();
    expect((await asks(silent, variant, "ada@example.org")).state).toBe("confirm");
    await silent.settled();
    expect(await silent.app.db.notice.findMany()).toMatchObject([{ state: "waiting", attempts: 0 }]);
  } finally {
    await silent.close();
  }
});
