import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lastImport } from "#app/database/imports.server.ts";
import { readImport } from "#app/domain/sign-up-import.ts";
import { importChecked, importStarted, importsTaken } from "#app/flows/sign-ups-imported.server.ts";
import { personFound } from "#app/flows/person-found.server.ts";
import { stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let pack: StockedVariant;
beforeAll(async () => {
  world = await testWorld();
  pack = await stockedVariant(world, { title: "Pack", available: 0, policy: "DENY" });
  await stockedVariant(world, { title: "Lamp", available: 4, policy: "DENY" });
  await world.install();
});
afterAll(() => world?.close());

const check = (csv: string) => importChecked(world.app, demoShop, csv);
const now = new Date("2026-11-22T09:00:00Z");

describe("the columns of other apps", () => {
  test.each([
    ["STOQ", ["Email", "Variant ID", "SKU", "Status", "Created At", "Accepts Marketing"]],
    ["Swym", ["email", "epi", "empi", "created_at", "opted_in"]],
    ["Klaviyo", ["Email", "Shopify Variant ID", "Date Created", "Email Marketing Consent"]],
  ])("as %s may call them are recognized", (_, header) => {
    const cells: Record<string, string> = {
      email: "ada@example.org",
      epi: "42",
      opted_in: "true",
      created_at: "2026-03-04",
    };
    const record = header.map(
      (name) =>
        cells[name] ??
        (/email$/i.test(name)
          ? "ada@example.org"
          : /variant/i.test(name)
            ? "42"
            : /consent|accepts/i.test(name)
              ? "SUBSCRIBED"
              : /created/i.test(name)
                ? "2026-03-04T10:00:00Z"
                : ""),
    );
    expect(readImport(header, [record], now)).toMatchObject({
      kind: "rows",
      rows: [{ to: "ada@example.org", variantId: "42", askedAt: expect.stringMatching(/^2026-03-04/) }],
      problems: [],
    });
  });

  test("are named, so that a person sees what was taken for what", () => {
    const read = readImport(["E-Mail Address", "epi", "Opted in?"], [["ada@example.org", "42", "x"]], now);
    expect(read).toMatchObject({
      columns: [
        { column: "address", name: "E-Mail Address" },
        { column: "variant", name: "epi" },
        { column: "consent", name: "Opted in?" },
      ],
    });
  });

  test("without a column for consent the file is not taken", () => {
    expect(readImport(["Email", "Variant ID"], [["ada@example.org", "42"]], now)).toMatchObject({
      kind: "unreadable",
      problem: expect.stringContaining("Consent"),
    });
  });

  test("a day that can be read in two ways is no day", () => {
    const read = readImport(
      ["Email", "SKU", "Consent", "Date"],
      [["a@example.org", "X", "yes", "03/04/2026"]],
      now,
    );
    expect(read).toMatchObject({ rows: [{ askedAt: null }] });
  });
});

test("every row that cannot be taken says why, by its number in the file", async () => {
  const csv = [
    "\uFEFFEmail,SKU,Consent,Status",
    "ada@example.org,PACK,yes,pending",
    "not an address,PACK,yes,",
    "bob@example.org,PACK,no,",
    "cay@example.org,UNKNOWN,yes,",
    "dan@example.org,LAMP,yes,",
    "ada@example.org,PACK,yes,",
    "eve@example.org,PACK,yes,sent",
    "",
  ].join("\r\n");
  const checked = await check(csv);
  expect(checked).toMatchObject({ kind: "rows", rows: [{ row: 2, to: "ada@example.org" }] });
  expect(checked.kind === "rows" && checked.problems.map((p) => [p.row, p.problem])).toEqual([
    [3, "This is no email address."],
    [4, "This person has not agreed to be written to."],
    [5, "This SKU isn't in your store, or is there twice."],
    [6, "It's in stock now."],
    [7, "This person stands here twice for the same variant."],
    [8, "This person has been told already, or has left the list."],
  ]);
  expect(await world.app.db.subscription.count({ where: { shop: demoShop } })).toBe(0);
});

test("who is taken over waits at the place they had, and twice is once", async () => {
  const csv = `Email,Variant ID,Consent,Created At\nflo@example.org,gid://shopify/ProductVariant/${tail(pack.variantId)},true,2026-01-02T00:00:00Z`;
  const checked = await check(csv);
  if (checked.kind !== "rows") throw new Error(checked.problem);
  const imported = async () => {
    await importStarted(world.app, demoShop, checked.rows, 0);
    await world.settled();
    return lastImport(world.app.db, demoShop);
  };
  expect(await imported()).toMatchObject({ rows: 1, added: 1, known: 0 });
  expect(await imported()).toMatchObject({ rows: 1, added: 0, known: 1 });
  expect(await personFound(world.app, demoShop, "flo@example.org")).toMatchObject([
    {
      state: "waiting",
      askedAt: "2026-01-02T00:00:00.000Z",
      source: "import",
      consent: "Imported, Consent: true",
    },
  ]);
});

test("what came back since the rows were checked is looked at, and tells them", async () => {
  const tent = await stockedVariant(world, { title: "Tent", available: 0, policy: "DENY" });
  await world.settled();
  const checked = await check("Email,SKU,Consent\nkim@example.org,TENT,yes");
  if (checked.kind !== "rows") throw new Error(checked.problem);
  await tent.setAvailable(2);
  await world.settled();
  await importStarted(world.app, demoShop, checked.rows, 0);
  await world.settled();
  const watch = await world.app.db.restockWatch.findFirstOrThrow({
    where: { shop: demoShop, variantId: tail(tent.variantId) },
  });
  expect(watch.because).toMatchObject({ kind: "messages_off", how: "no_mail_server", would: 1 });
});

test("a process that dies in between loses no row, and nobody's address stays behind", async () => {
  const rows = Array.from({ length: 1100 }, (_, n) => ({
    row: n + 2,
    to: `many${n}@example.org`,
    variantId: tail(pack.variantId),
    sku: null,
    askedAt: null,
    language: "en" as const,
    consent: "Imported",
  }));
  const { nudge } = world.app;
  world.app.nudge = () => Promise.resolve();
  await importStarted(world.app, demoShop, rows, 0);
  expect(JSON.stringify(await world.app.db.signUpImportPart.findMany())).not.toContain("many1");
  // The second part meets a database that is gone.
  let parts = 0;
  const dying = {
    ...world.app,
    addresses: {
      ...world.app.addresses,
      open: (...sealed: [string, string, string]) => {
        if (++parts === 2) throw new Error("gone");
        return world.app.addresses.open(...sealed);
      },
    },
  };
  await expect(importsTaken(dying, demoShop)).rejects.toThrow("gone");
  expect(await lastImport(world.app.db, demoShop)).toMatchObject({ added: 500, finishedAt: null });
  world.app.nudge = nudge;
  world.shopify.clock.advance(60_000);
  await world.beat();
  await world.settled();
  expect(await lastImport(world.app.db, demoShop)).toMatchObject({ added: 1100, known: 0 });
  expect(await world.app.db.signUpImportPart.count()).toBe(0);
});

test("an empty file says so", async () => {
  expect(await check("")).toEqual({ kind: "unreadable", problem: "The file is empty." });
});
