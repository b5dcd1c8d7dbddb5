import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, dayIn, weekday } from "#app/domain/days.ts";
import { startDemo, type RunningDemo } from "#test/shopify-stand-in/demo.ts";
import { launchBrowser } from "#test/shopify-stand-in/screens/browser.ts";
import { StaffShop, type StaffVariant } from "./staff-shop.ts";

/** A supplier moves a date by its link; the merchant sees whom that moves, and accepts; shoppers read the new day. */
const soon = 20_000;
/** Mondays: what arrives then has left on the Tuesday. */
const today = dayIn("Europe/Berlin", new Date());
const stated = addDays(today, 78 - weekday(today) + 1);
const later = addDays(stated, 21);
const written = (day: string, month: "short" | "long", year?: "numeric") =>
  new Intl.DateTimeFormat("en", { day: "numeric", month, ...(year && { year }), timeZone: "UTC" }).format(
    new Date(day),
  );
/** As a theme may write it. */
const inWords = (day: string) => new RegExp(`${written(day, "short")}\\b|${written(day, "long")}\\b`);
let dataDir: string;
let demo: RunningDemo;
let browser: Browser;
let staff: StaffShop;
let pack: StaffVariant;
let merchant: Page;
let link: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "story-"));
  chmodSync(dataDir, 0o755); // as root, PostgreSQL runs as another user
  demo = await startDemo({ dataDir, port: "free", fill: null, logLevel: "warn" });
  staff = new StaffShop(demo.addresses.graphql, demo.addresses.token);
  pack = await staff.addProduct({ title: "Trail Pack 40", available: 0 });
  browser = await launchBrowser();
  merchant = await browser.newPage({ viewport: { width: 1280, height: 900 } });
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

/** The app inside the admin's frame. */
async function openApp(path: string): Promise<FrameLocator> {
  await merchant.goto(
    `${demo.addresses.admin}/store/${demo.addresses.shop.split(".")[0]}/apps/shipsby${path}`,
  );
  return merchant.frameLocator("iframe");
}

async function says(path: string, sentence: string | RegExp): Promise<void> {
  const read = async () => (await openApp(path)).locator("main").innerText({ timeout: soon });
  await expect.poll(read, { timeout: 2 * soon, interval: 500 }).toMatch(sentence);
}

/** What the product page says to shoppers. */
async function shopperReads(words: RegExp): Promise<void> {
  const page = await browser.newPage();
  const read = async () => {
    await page.goto(`${demo.addresses.storefront}/products/${pack.handle}`);
    return page.locator("[data-shipsby-state]").innerText();
  };
  await expect.poll(read, { timeout: 2 * soon, interval: 500 }).toMatch(words);
  await page.close();
}

test("the merchant adds a supplier, its delivery, and a link for it", async () => {
  const suppliers = await openApp("/app/suppliers");
  await suppliers.getByRole("button", { name: "Add supplier" }).first().click();
  const adding = suppliers.getByRole("form", { name: "Add supplier" });
  await adding.getByLabel("Name").fill("Acme");
  await adding.getByRole("button", { name: "Add supplier" }).click();
  await suppliers.getByRole("button", { name: "Make a link" }).click();
  link = await suppliers.getByRole("textbox", { name: "Link" }).inputValue({ timeout: soon });

  await says(`/app/products/${pack.productNumber}`, "Trail Pack 40");
  const product = merchant.frameLocator("iframe");
  await product.getByRole("button", { name: "Add delivery" }).first().click();
  const form = product.getByRole("form", { name: "Add delivery" });
  await form.getByLabel("Units").fill("10");
  await form.getByLabel("Reference").fill("PO-118");
  await form.getByLabel("Expected on").fill(stated);
  await form.getByLabel("Supplier").selectOption({ label: "Acme" });
  await form.getByRole("button", { name: "Add delivery" }).click();
  await shopperReads(inWords(addDays(stated, 1)));
  await staff.order(pack, 3);
  await says("/app/backorders", /PO-118/);
}, 120_000);

test("the supplier says another day on its phone, without a login and without a script", async () => {
  const phone = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 375, height: 800 } });
  const page = await phone.newPage();
  await page.goto(link);
  await page
    .getByRole("heading", { name: `Will PO-118 arrive on ${written(stated, "long", "numeric")}?` })
    .waitFor();
  await page.getByLabel("On another day").check();
  await page.getByLabel("New date").fill(later);
  await page.getByLabel("Comment").fill("Port strike");
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByText("The store will look at what you said.").waitFor();
  await phone.close();
  // Nothing has changed by that.
  await shopperReads(inWords(addDays(stated, 1)));
}, 90_000);

test("the merchant sees at Home that a supplier waits, whom it moves, and accepts", async () => {
  await says("/app", "Answer 1 message from suppliers");
  const answers = await openApp("/app/suppliers/answers");
  await answers.getByText(/If you accept it, 1 order of .* gets another date/).waitFor({ timeout: soon });
  await answers.getByText("“Port strike”").waitFor();
  await answers.getByRole("button", { name: /^Accept/ }).click();
  await answers.getByText("No supplier waits for an answer.").waitFor({ timeout: soon });
  await shopperReads(inWords(addDays(later, 1)));
  await says(`/app/products/${pack.productNumber}`, "Acme said so by link.");
}, 120_000);
