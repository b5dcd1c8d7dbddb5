import { readFileSync } from "node:fs";
import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, dayIn } from "#app/domain/days.ts";
import { rowsOf } from "#test/big-delivery-file.ts";
import { Stage, aDesk, soon, toClose, toOpen } from "./stage.ts";

/** A file of deliveries comes in without its bad row, goes out as it came in, and is taken back. */
const day = addDays(dayIn("Europe/Berlin", new Date()), 20);
const header = "Delivery,Location,SKU,Units ordered,Expected on,Earliest on,Supplier,Ordered on,Status,Notes";
const good = [
  `PO-1,Berlin,TP-1,40,${day},,,,Confirmed,"by sea, ""maybe"""`,
  `Ü-2,Berlin,TP-1,5,${addDays(day, 7)},${addDays(day, 5)},,,In transit,"two\nlines"`,
  `'=3,Berlin,TP-1,7,,,,,Draft,'=1+1`,
];
const bad = `PO-4,Berlin,NOTHING,5,${day},,,,Confirmed,`;

let stage: Stage;
let merchant: Page;
let app: FrameLocator;
beforeAll(async () => {
  stage = await Stage.open();
  await stage.staff.addProduct({ title: "Tent", available: 0 });
  merchant = await stage.browser.newPage(aDesk);
}, toOpen);
afterAll(() => stage?.close(), toClose);

const says = (text: string) => app.getByText(text).first().waitFor({ timeout: soon });

test(
  "its preview names the bad row, and nothing is saved until it is left out",
  { timeout: 120_000 },
  async () => {
    await stage.says(merchant, "/app/products", /Tent/);
    app = await stage.openApp(merchant, "/app/incoming/import");
    const buffer = Buffer.from(`${[header, ...good, bad].join("\r\n")}\r\n`);
    await app.locator("input[type=file]").setInputFiles({ name: "pos.csv", mimeType: "text/csv", buffer });
    await says("3 deliveries with 52 units to add");
    await app.getByRole("row", { name: "5 The SKU NOTHING isn't in your store." }).waitFor();
    const save = app.getByRole("button", { name: "Save 3 deliveries" });
    expect(await save.isDisabled()).toBe(true);
    await app.getByText("Skip 1 bad row").click();
    await save.click();
    await says("3 deliveries with 52 units added");
  },
);

test("it is listed, and exported as it came in", { timeout: 120_000 }, async () => {
  await stage.says(merchant, "/app/incoming", /3 deliveries, 52 units coming/);
  app = await stage.openApp(merchant, "/app/incoming/import");
  const [file] = await Promise.all([
    merchant.waitForEvent("download", { timeout: soon }),
    app.getByRole("button", { name: "Export what is coming" }).click(),
  ]);
  const exported = readFileSync(await file.path(), "utf8");
  expect(rowsOf(exported)).toEqual(rowsOf([header, ...good].join("\r\n")));
});

test("it is taken back with one look and one click", { timeout: 120_000 }, async () => {
  await app.getByRole("link", { name: "pos.csv" }).click();
  await app.getByRole("button", { name: "Undo 3 deliveries" }).click();
  await says("3 added deliveries are canceled.");
  await app.getByRole("button", { name: "Undo 3 deliveries" }).click();
  await says("Undone");
  await says("3 added deliveries are canceled.");
  await stage.says(merchant, "/app/incoming", /Canceled/);
});
