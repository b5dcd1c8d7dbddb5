import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { actionUndone } from "#app/flows/delivery-undone.server.ts";
import {
  batchConfirmed,
  batchWorked,
  importBegun,
  moveBegun,
  undoBegun,
} from "#app/flows/deliveries-batched.server.ts";
import { deliveryCancelled } from "#app/flows/delivery-changed.server.ts";
import { deliveryReceived } from "#app/flows/delivery-received.server.ts";
import {
  deliveriesExported,
  deliveriesLeftOut,
  deliveryTemplate,
} from "#app/flows/deliveries-imported.server.ts";
import { addDays } from "#app/domain/days.ts";
import { countStatements, takeCounts } from "#test/bench/counted.ts";
import { bookOf, today } from "#test/database/small-book.ts";
import { batchOf } from "#test/delivery-batch.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;

beforeAll(async () => {
  world = await testWorld({ worker: false });
  world.app.now = () => new Date(`${today}T11:00:00Z`);
  const book = bookOf(world.app.db, demoShop);
  await book.shop({ importedAt: new Date() });
  await book.product("11", "Trail pack", { state: "backorder", owed: 2 });
  await book.product("12", "Tent");
});
afterAll(() => world?.close());

/** A person agrees to what can be taken. */
const agreed = async (batchId: string) =>
  (await batchConfirmed(world.app, demoShop, batchId, "what_is_wrong")) === "begun";

/** As the job does it, with a person who agrees. */
async function take(csv: string, save = true, meanwhile = async () => {}) {
  const batchId = await importBegun(world.app, demoShop, { name: "pos.csv", csv });
  await batchWorked(world.app, demoShop, batchId);
  await meanwhile();
  if (save && (await agreed(batchId))) await batchWorked(world.app, demoShop, batchId);
  return batchOf(world, batchId);
}
const all = () =>
  world.app.db.delivery.findMany({ where: { shop: demoShop }, orderBy: { reference: "asc" } });
const linesOf = (deliveryId: string) =>
  world.app.db.deliveryLine.findMany({ where: { shop: demoShop, deliveryId }, orderBy: { itemId: "asc" } });
const clear = async () => {
  await world.app.db.deliveryLine.deleteMany();
  await world.app.db.delivery.deleteMany();
};

const file = [
  "PO number;Warehouse;Variant SKU;Qty;ETA;Notes",
  "PO-1;Berlin;SKU-11;10;2026-12-10;by sea",
  "PO-1;Berlin;SKU-12;4;10.12.2026;by sea",
  "PO-2;Berlin;sku-12;7;;",
].join("\n");

test("the template names the columns, and is taken when its rows are filled in", async () => {
  const template = deliveryTemplate();
  const columns = template.replace("\uFEFF", "").trim().split(",");
  const typed: Record<string, string> = {
    Delivery: "PO-9",
    Location: "Berlin",
    SKU: "SKU-11",
    "Units ordered": "3",
    "Expected on": "2026-12-10",
    Status: "In transit",
  };
  const row = columns.map((column) => typed[column] ?? "").join(",");
  expect((await take(`${template}${row}\r\n`)).summary).toMatchObject({ added: 1, units: 3 });
  const statedOn = new Date("2026-12-10T00:00:00Z");
  expect(await all()).toMatchObject([{ reference: "PO-9", statedOn, confirmed: true, inTransit: true }]);
  await clear();
});

describe("a file of another program", () => {
  test("is understood by its headings, looked at first and saved then", async () => {
    const seen = await take(file, false);
    expect(seen.state).toBe("checked");
    expect(seen.summary).toMatchObject({ added: 2, changed: 0, same: 0, units: 21 });
    expect(await all()).toEqual([]);
    await take(file);
    const [first, second] = await all();
    expect(first).toMatchObject({ reference: "PO-1", notes: "by sea", confirmed: true });
    expect(second!.statedOn).toBeNull();
    expect((await linesOf(first!.deliveryId)).map((l) => [l.itemId, l.quantity])).toEqual([
      ["11", 10],
      ["12", 4],
    ]);
  });

  test("that is read in twice changes nothing, even after a part of it arrived", async () => {
    const [first] = await all();
    await world.app.db.deliveryLine.updateMany({
      where: { deliveryId: first!.deliveryId, itemId: "11" },
      data: { received: 4 },
    });
    const again = await take(file);
    expect(again.summary).toMatchObject({ added: 0, changed: 0, same: 2 });
    expect((await linesOf(first!.deliveryId))[0]).toMatchObject({ quantity: 10, received: 4 });
    expect(await all()).toHaveLength(2);
  });

  test("moves the deliveries that it names and leaves the others", async () => {
    const moved = await take("Delivery,Location,SKU,Units,Expected\nPO-2,Berlin,SKU-12,9,2026-12-24\n");
    expect(moved).toMatchObject({ state: "done", summary: { added: 0, changed: 1 } });
    const [first, second] = await all();
    expect(second!.statedOn).toEqual(new Date("2026-12-24T00:00:00Z"));
    expect(first!.statedOn).toEqual(new Date("2026-12-10T00:00:00Z"));
    expect((await linesOf(second!.deliveryId))[0]!.quantity).toBe(9);
  });

  test("is refused row by row, in plain words, and the good rows go in without the bad ones", async () => {
    const bad = [
      "Delivery,Location,SKU,Units,Expected",
      "PO-3,Paris,SKU-11,5,2026-12-10",
      "PO-3,Berlin,NOTHING,5,2026-12-10",
      "PO-3,Berlin,SKU-11,many,2026-12-10",
      "PO-3,Berlin,SKU-11,5,12/10/2026",
      "PO-3,Berlin,SKU-11,5,2026-01-10",
      "PO-3,Berlin,SKU-11,5,2026-02-31",
      "PO-1,Berlin,SKU-11,3,2026-12-10",
      "PO-3,Berlin,SKU-12,6,2026-12-10",
      "PO-3,Berlin,SKU-11,6,2026-12-11",
    ].join("\n");
    const taken = await take(bad);
    expect(taken.refused).toEqual([
      { row: 2, problem: "No location is called “Paris”." },
      { row: 3, problem: "The SKU NOTHING isn't in your store." },
      { row: 4, problem: "The units are no whole number from 1 to 1,000,000." },
      { row: 5, problem: "Expected on: write the day as 2026-12-06." },
      { row: 6, problem: "The expected day has passed." },
      { row: 7, problem: "Expected on: write the day as 2026-12-06." },
      { row: 8, problem: "4 units have arrived already, more than 3." },
      { row: 10, problem: "This row says something else of PO-3 than row 9." },
    ]);
    const [, , third] = await all();
    expect((await linesOf(third!.deliveryId)).map((l) => [l.itemId, l.quantity])).toEqual([["12", 6]]);
    // The refused rows come back with their reasons, to be mended and read in again.
    expect(taken.file).toContain("PO-3,Paris,SKU-11,5,2026-12-10,No location is called “Paris”.");
  });

  test("reaches two deliveries of one name by the items that they bring", async () => {
    const [known] = await all();
    const twin = { shop: demoShop, deliveryId: "twin", locationId: "1", createdAt: world.app.now() };
    await world.app.db.delivery.create({ data: { ...twin, reference: known!.reference } });
    await world.app.db.deliveryLine.deleteMany({ where: { deliveryId: known!.deliveryId, itemId: "12" } });
    await world.app.db.deliveryLine.create({
      data: { shop: demoShop, deliveryId: "twin", itemId: "12", quantity: 5 },
    });
    const csv = await deliveriesExported(world.app, demoShop);
    expect(await take(csv)).toMatchObject({ refused: [], summary: { added: 0, changed: 0 } });
    await take(`Delivery,Location,SKU,Units\n${known!.reference},Berlin,SKU-12,8\n`);
    expect(await linesOf("twin")).toMatchObject([{ itemId: "12", quantity: 8 }]);
    await world.app.db.delivery.deleteMany({ where: { deliveryId: "twin" } });
  });

  test("that is none says why", async () => {
    const header = "Delivery,Location,SKU,Units";
    for (const [csv, problem] of [
      ["", "The file has no rows."],
      [`${header}\n\n,,,\n`, "The file has no rows."],
      [
        "a,b\n1,2",
        "There is no column with the names of deliveries, such as “Delivery”. The first row has: “a”, “b”.",
      ],
      [
        "Delivery,Units\nPO-9,2",
        "There is no column with SKUs, such as “SKU”. The first row has: “Delivery”, “Units”.",
      ],
      [
        `${header}\nPO-9,Berlin,"SKU-11,2\nPO-8,Berlin,SKU-11,2`,
        "Row 2 has a quotation mark in the wrong place.",
      ],
      [
        [header, ...Array.from({ length: 50_001 }, (_, i) => `PO-${i},Berlin,SKU-11,1`)].join("\n"),
        "The file has 50,001 rows, and 50,000 are the most. Divide it.",
      ],
    ] as const)
      expect(await take(csv)).toMatchObject({ state: "dropped", problem });
  });

  test("is never guessed at where it could mean two things", async () => {
    const [units, cells, notes] = ["1.000", "a,b", "x".repeat(1001)];
    const taken = await take(
      [
        "Delivery,Location,SKU,Units,Notes",
        `PO-4,Berlin,SKU-11,${units},`,
        `PO-4,Berlin,SKU-11,5,${cells}`,
        `PO-4,Berlin,SKU-11,5,${notes}`,
        "PO-4,Berlin,SKU-11,=5",
      ].join("\n"),
    );
    expect(taken.refused).toEqual([
      { row: 2, problem: "Write the units without a separator, as 1000." },
      {
        row: 3,
        problem:
          "The row has more cells than there are headings. A text with a separator in it needs quotation marks.",
      },
      { row: 4, problem: "The notes are longer than 1,000 characters." },
      { row: 5, problem: "The units are no whole number from 1 to 1,000,000." },
    ]);
  });

  test("gives back what was left out in its own columns, and no formula among it", async () => {
    const taken = await take(
      [
        "sep=;",
        "Delivery;Location;SKU;Units;Notes",
        "=1+1;Berlin;NO",
        "PO-5;Berlin;SKU-11;10,0;a, b, c",
      ].join("\r\n"),
    );
    expect(taken.file.split("\r\n").slice(0, 2)).toEqual(
      [
        "\uFEFFDelivery,Location,SKU,Units,Notes,Problem",
        "'=1+1,Berlin,NO,,,The units are no whole number from 1 to 1,000,000.",
      ].map((line) => line.replace(/(The units.*)$/, '"$1"')),
    );
    expect(await all()).toContainEqual(expect.objectContaining({ reference: "PO-5", notes: "a, b, c" }));
  });

  test("is saved without what is wrong only if somebody says so", async () => {
    await clear();
    const batchId = await importBegun(world.app, demoShop, {
      name: "bad.csv",
      csv: "Delivery,Location,SKU,Units\nPO-6,Berlin,SKU-11,5\nPO-6,Berlin,NO,5\n",
    });
    await batchWorked(world.app, demoShop, batchId);
    expect(await batchConfirmed(world.app, demoShop, batchId)).toBe("all_or_none");
    await batchWorked(world.app, demoShop, batchId);
    expect(await all()).toEqual([]);
    expect(await batchConfirmed(world.app, demoShop, batchId, "what_is_wrong")).toBe("begun");
    expect(await batchConfirmed(world.app, demoShop, batchId, "what_is_wrong")).toBe("over");
  });

  test("names what became impossible between the look and the click, and counts only what it did", async () => {
    await clear();
    const head = "Delivery,Location,SKU,Units,Expected";
    const names = ["Gone", "Here", "Started", "Later"];
    await take([head, ...names.map((name) => `${name},Berlin,SKU-12,5,2026-12-10`)].join("\n"));
    const found = async (name: string) => (await all()).find((d) => d.reference === name)!.deliveryId;
    const later = [...names, "New", "Twin"].map((name) => `${name},Berlin,SKU-12,3,2026-12-20`);
    const done = await take([head, ...later].join("\n"), true, async () => {
      await deliveryCancelled(world.app, demoShop, await found("Gone"));
      await deliveryReceived(world.app, demoShop, await found("Here"), { itemId: "12", quantity: 5 });
      await deliveryReceived(world.app, demoShop, await found("Started"), { itemId: "12", quantity: 4 });
      await take(`${head}\nTwin,Berlin,SKU-12,9,2026-12-11`);
    });
    expect(done).toMatchObject({ state: "done", summary: { added: 1, units: 3, changed: 1 } });
    expect(done.refused).toHaveLength(4);
    expect(done.refused).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: "Gone", problem: "It was canceled since you looked." }),
        expect.objectContaining({ name: "Here", problem: "It was received since you looked." }),
        expect.objectContaining({
          name: "Started",
          problem: "4 units have arrived by now, more than the file says.",
        }),
        { name: "Twin", problem: "Somebody else added it since you looked.", rows: [7] },
      ]),
    );
    expect(done.file.trim().split("\r\n")).toEqual([
      "Delivery,Location,SKU,Units,Expected,Problem",
      "Gone,Berlin,SKU-12,3,2026-12-20,It was canceled since you looked.",
      "Here,Berlin,SKU-12,3,2026-12-20,It was received since you looked.",
      'Started,Berlin,SKU-12,3,2026-12-20,"4 units have arrived by now, more than the file says."',
      "Twin,Berlin,SKU-12,3,2026-12-20,Somebody else added it since you looked.",
    ]);
    const units = async (name: string) => (await linesOf(await found(name))).map((l) => l.quantity);
    expect([await units("Started"), await units("Twin"), await units("Later")]).toEqual([[5], [9], [3]]);
    await clear();
  });

  test("is given back with every row that did not go in, and goes in when they are mended", async () => {
    await clear();
    const head = "Delivery;Location;SKU;Units;Expected";
    const rows = ["A;Berlin;SKU-11;3;", "B;Berlin;NO;5;", "A;Berlin;SKU-12;2;", "B;Berlin;SKU-12;1;"];
    await take(`${head}\nA;Berlin;SKU-11;1;`);
    const [first] = await all();
    const done = await take([head, ...rows].join("\n"), true, async () => {
      await deliveryReceived(world.app, demoShop, first!.deliveryId, { itemId: "11", quantity: 1 });
    });
    const received = "It was received since you looked.";
    expect(done.file.trim().split("\r\n").slice(1)).toEqual([
      `A,Berlin,SKU-11,3,,${received}`,
      "B,Berlin,NO,5,,The SKU NO isn't in your store.",
      `A,Berlin,SKU-12,2,,${received}`,
    ]);
    const mended = await take(done.file.replaceAll("A,", "A2,").replace("NO", "SKU-11"));
    expect(mended).toMatchObject({ refused: [], summary: { added: 1, changed: 1 } });
    expect(await Promise.all((await all()).map((d) => linesOf(d.deliveryId)))).toMatchObject([
      [{ itemId: "11", quantity: 1 }],
      [
        { itemId: "11", quantity: 3 },
        { itemId: "12", quantity: 2 },
      ],
      [
        { itemId: "11", quantity: 5 },
        { itemId: "12", quantity: 1 },
      ],
    ]);
    await clear();
  });

  test("whose saving was broken off goes on where it was, and adds nothing twice", async () => {
    await clear();
    const many = Array.from({ length: 450 }, (_, i) => `Many-${i},Berlin,SKU-12,3,2026-12-10`);
    const batchId = await importBegun(world.app, demoShop, {
      name: "many.csv",
      csv: ["Delivery,Location,SKU,Units,Expected", ...many].join("\n"),
    });
    await batchWorked(world.app, demoShop, batchId);
    await batchConfirmed(world.app, demoShop, batchId);
    const dying = { ...world.app, nudge: dyingAfter(2) };
    await expect(batchWorked(dying, demoShop, batchId)).rejects.toThrow("power cut");
    expect(await world.app.db.delivery.count()).toBe(200);
    expect((await batchOf(world, batchId)).cursor).toBe(200);
    await batchWorked(world.app, demoShop, batchId);
    expect(await world.app.db.delivery.count()).toBe(450);
    expect((await batchOf(world, batchId)).state).toBe("done");
  });
});

/** The process dies in the middle of the second part. */
function dyingAfter(calls: number): TestWorld["app"]["nudge"] {
  let n = 0;
  return async (jobs, tx) => {
    if (++n >= calls) throw new Error("power cut");
    await world.app.nudge(jobs, tx);
  };
}

const word = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
  .filter((t) => t.trim() === t && t !== "");
const delivery = fc.record({
  reference: fc.oneof(word, fc.constantFrom("=1+1", "'=1", "-5", "@x", "''", 'a"b', "a;b,c", "x\ny")),
  notes: fc.oneof(fc.constant(""), word, fc.constantFrom("+49 30", "=HYPERLINK(1)")),
  days: fc.option(fc.integer({ min: 1, max: 90 })),
  window: fc.option(fc.integer({ min: 1, max: 20 })),
  confirmed: fc.boolean(),
  inTransit: fc.boolean(),
  units: fc.uniqueArray(
    fc.record({ itemId: fc.constantFrom("11", "12"), quantity: fc.integer({ min: 1, max: 99 }) }),
    {
      selector: (l) => l.itemId,
      minLength: 1,
    },
  ),
});

test("what is exported and read in again changes nothing, and read in elsewhere comes out equal", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(delivery, { selector: (d) => d.reference.trim(), minLength: 1, maxLength: 6 }),
      async (deliveries) => {
        await clear();
        for (const [i, d] of deliveries.entries()) {
          const statedOn = d.days === null ? null : new Date(`${addDays(today, d.days)}T00:00:00Z`);
          const earliestOn =
            d.days === null || d.window === null || d.window >= d.days
              ? null
              : new Date(`${addDays(today, d.days - d.window)}T00:00:00Z`);
          const confirmed = d.confirmed || d.inTransit;
          await world.app.db.delivery.create({
            data: {
              shop: demoShop,
              deliveryId: `d${i}`,
              reference: d.reference.trim(),
              notes: d.notes,
              locationId: "1",
              createdAt: world.app.now(),
              inTransit: d.inTransit,
              expectedOn: statedOn,
              confirmed,
              statedOn,
              earliestOn,
            },
          });
          await world.app.db.deliveryLine.createMany({
            data: d.units.map((l) => ({ shop: demoShop, deliveryId: `d${i}`, ...l })),
          });
        }
        const csv = await deliveriesExported(world.app, demoShop);
        const again = await take(csv);
        expect(again.refused).toEqual([]);
        expect(again.summary).toMatchObject({ added: 0, changed: 0, same: deliveries.length });
        await clear();
        const fresh = await take(csv);
        expect(fresh.refused).toEqual([]);
        expect(sorted(await deliveriesExported(world.app, demoShop))).toEqual(sorted(csv));
      },
    ),
    { numRuns: 15, seed: Number(process.env["SEED"] ?? 41) },
  );
});

/** Deliveries of one day stand in the order of their names. */
const sorted = (csv: string) => csv.split("\r\n").sort();

/** Takes a batch back as the job does it, with a person who agrees. */
async function undo(batchId: string, meanwhile = async () => {}) {
  const undoing = (await undoBegun(world.app, demoShop, batchId))!;
  await batchWorked(world.app, demoShop, undoing);
  const seen = await batchOf(world, undoing);
  await meanwhile();
  if (await agreed(undoing)) await batchWorked(world.app, demoShop, undoing);
  return { seen, done: await batchOf(world, undoing) };
}

describe("many deliveries that moved together", () => {
  const december = (day: number) => new Date(`2026-12-${day}T00:00:00Z`);
  let moved: string;
  beforeEach(async () => {
    await clear();
    await take(file);
    await take(`${file.split("\n")[0]}\nPO-3;Berlin;SKU-12;7;2026-12-11;`);
    const deliveryIds = (await all()).map((d) => d.deliveryId);
    moved = await moveBegun(world.app, demoShop, "Move 3 deliveries 7 days later", { deliveryIds, by: 7 });
    await batchWorked(world.app, demoShop, moved);
    expect((await batchOf(world, moved)).summary).toMatchObject({ changed: 2, same: 1 });
    await batchConfirmed(world.app, demoShop, moved);
    await batchWorked(world.app, demoShop, moved);
    expect((await all()).map((d) => d.statedOn)).toEqual([december(17), null, december(18)]);
  });

  test("go back together, and only once", async () => {
    const { seen, done } = await undo(moved);
    expect(seen).toMatchObject({ state: "checked", refused: [], summary: { changed: 2 } });
    expect(done).toMatchObject({ state: "done", kind: "undo", refused: [] });
    expect((await all()).map((d) => d.statedOn)).toEqual([december(10), null, december(11)]);
    expect((await undo(moved)).seen).toMatchObject({ state: "dropped", problem: "This was undone already." });
  });

  test("go back but for what was received since, which is named before and stays as it is", async () => {
    const [first] = await all();
    await deliveryReceived(world.app, demoShop, first!.deliveryId, { itemId: "11", quantity: 4 });
    const { seen, done } = await undo(moved);
    expect(seen.refused).toMatchObject([{ name: "PO-1", problem: "4 units have arrived since." }]);
    expect(done.refused).toEqual(seen.refused);
    expect((await all()).map((d) => d.statedOn)).toEqual([december(17), null, december(11)]);
  });

  test("go back but for what somebody changed between the look and the click", async () => {
    const [, , third] = await all();
    const { seen, done } = await undo(moved, async () => {
      await deliveryCancelled(world.app, demoShop, third!.deliveryId);
    });
    expect(seen.refused).toEqual([]);
    expect(done.refused).toMatchObject([{ name: "PO-3", problem: "It was canceled since." }]);
    const left = [...done.refused, { name: "=Gone", problem: "It isn't there anymore." }];
    const [head, ...rows] = (await deliveriesLeftOut(world.app, demoShop, left)).trim().split("\r\n");
    expect(head).toContain("Delivery,Location,SKU");
    expect(rows).toEqual([
      'PO-3,Berlin,SKU-12,,"Tent, Olive",7,0,2026-12-18,,,,Confirmed,,It was canceled since.',
      "'=Gone,,,,,,,,,,,,,It isn't there anymore.",
    ]);
    expect((await all()).map((d) => [d.statedOn, d.status])).toEqual([
      [december(10), "coming"],
      [null, "coming"],
      [december(18), "cancelled"],
    ]);
  });

  test("go back one by one, too, and the rest of them later together", async () => {
    const [first] = await all();
    expect(await actionUndone(world.app, demoShop, moved, first!.deliveryId)).toEqual({
      deliveryIds: [first!.deliveryId],
    });
    expect((await all()).map((d) => d.statedOn)).toEqual([december(10), null, december(18)]);
    expect((await undo(moved)).done.summary).toMatchObject({ changed: 1 });
    expect((await all()).map((d) => d.statedOn)).toEqual([december(10), null, december(11)]);
  });

  test("stay when the day is over", async () => {
    const was = world.app.now;
    world.app.now = () => new Date(was().getTime() + 86_400_000);
    expect((await undo(moved)).seen).toMatchObject({
      state: "dropped",
      problem: "This can be undone only on the day it was done.",
    });
    world.app.now = was;
  });
});

test("a file with more deliveries than fit in one part is taken back in parts, and a lost process goes on", async () => {
  await clear();
  const rows = Array.from({ length: 450 }, (_, i) => `Many-${i},Berlin,SKU-${i % 2 ? 11 : 12},3,2026-12-10`);
  const head = "Delivery,Location,SKU,Units,Expected";
  const { batchId } = await take([head, ...rows].join("\n"));
  const later = rows.map((row) => row.replace("12-10", "12-20"));
  const changed = await take([head, ...later].join("\n"));
  const dated = (day: string) => world.app.db.delivery.count({ where: { statedOn: new Date(day) } });
  expect(await dated("2026-12-20")).toBe(450);

  const undoing = (await undoBegun(world.app, demoShop, changed.batchId))!;
  await batchWorked(world.app, demoShop, undoing);
  await batchConfirmed(world.app, demoShop, undoing);
  const dying = { ...world.app, nudge: dyingAfter(3) };
  await expect(batchWorked(dying, demoShop, undoing)).rejects.toThrow("power cut");
  expect((await batchOf(world, undoing)).cursor).toBe(200);
  await batchWorked(world.app, demoShop, undoing);
  expect(await dated("2026-12-10")).toBe(450);

  // The file that added them: what it added is not coming any more.
  const { done } = await undo(batchId);
  expect(done.summary).toMatchObject({ added: 450, changed: 0 });
  expect(await world.app.db.delivery.count({ where: { status: "cancelled" } })).toBe(450);
});

test("changing many costs no more statements than changing one", async () => {
  await clear();
  const file = (n: number, day: string) =>
    [
      "Delivery,Location,SKU,Units,Expected",
      ...Array.from({ length: n }, (_, i) => `C-${i},Berlin,SKU-11,3,${day}`),
    ].join("\n");
  await take(file(150, "2026-12-10"));
  countStatements();
  const counted = async (n: number, day: string) => {
    const batchId = await importBegun(world.app, demoShop, { name: "pos.csv", csv: file(n, day) });
    await batchWorked(world.app, demoShop, batchId);
    await batchConfirmed(world.app, demoShop, batchId);
    takeCounts();
    await batchWorked(world.app, demoShop, batchId);
    return takeCounts().statements;
  };
  const one = await counted(1, "2026-12-11");
  expect(await counted(150, "2026-12-12")).toBeLessThanOrEqual(one);
});
