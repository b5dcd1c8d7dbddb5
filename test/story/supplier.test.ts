import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, dayIn, weekday } from "#app/domain/days.ts";
import type { StaffVariant } from "./staff-shop.ts";
import { Stage, aDesk, soon, toClose, toOpen } from "./stage.ts";

/** A supplier moves a date by its link; the merchant sees whom that moves, and accepts; shoppers read the new day. */
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
let stage: Stage;
let pack: StaffVariant;
let merchant: Page;
let link: string;

beforeAll(async () => {
  stage = await Stage.open();
  pack = await stage.staff.addProduct({ title: "Trail Pack 40", available: 0 });
  merchant = await stage.browser.newPage(aDesk);
}, toOpen);

afterAll(() => stage?.close(), toClose);

/** What the product page says to shoppers. */
async function shopperReads(words: RegExp): Promise<void> {
  const page = await stage.browser.newPage();
  const read = async () => {
    await page.goto(`${stage.demo.addresses.storefront}/products/${pack.handle}`);
    return page.locator("[data-shipsby-state]").innerText();
  };
  await expect.poll(read, { timeout: 2 * soon, interval: 500 }).toMatch(words);
  await page.close();
}

test("the merchant adds a supplier, its delivery, and a link for it", async () => {
  const suppliers = await stage.openApp(merchant, "/app/suppliers");
  await suppliers.getByRole("button", { name: "Add supplier" }).first().click();
  const adding = suppliers.getByRole("form", { name: "Add supplier" });
  await adding.getByLabel("Name").fill("Acme");
  await adding.getByRole("button", { name: "Add supplier" }).click();
  await suppliers.getByRole("button", { name: "Make a link" }).click();
  link = await suppliers.getByRole("textbox", { name: "Link" }).inputValue({ timeout: soon });

  await stage.says(merchant, `/app/products/${pack.productNumber}`, "Trail Pack 40");
  const product = merchant.frameLocator("iframe");
  await product.getByRole("button", { name: "Add delivery" }).first().click();
  const form = product.getByRole("form", { name: "Add delivery" });
  await form.getByLabel("Units").fill("10");
  await form.getByLabel("Reference").fill("PO-118");
  await form.getByLabel("Expected on").fill(stated);
  await form.getByLabel("Supplier").selectOption({ label: "Acme" });
  await form.getByRole("button", { name: "Add delivery" }).click();
  await shopperReads(inWords(addDays(stated, 1)));
  await stage.staff.order(pack, 3);
  await stage.says(merchant, "/app/backorders", /PO-118/);
}, 120_000);

test("the supplier says another day on its phone, without a login and without a script", async () => {
  const phone = await stage.browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 375, height: 800 },
  });
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
  await stage.says(merchant, "/app", "Answer 1 message from suppliers");
  const answers = await stage.openApp(merchant, "/app/suppliers/answers");
  await answers.getByText(/If you accept it, 1 order of .* gets another date/).waitFor({ timeout: soon });
  await answers.getByText("“Port strike”").waitFor();
  await answers.getByRole("button", { name: /^Accept/ }).click();
  await answers.getByText("No supplier waits for an answer.").waitFor({ timeout: soon });
  await shopperReads(inWords(addDays(later, 1)));
  await stage.says(merchant, `/app/products/${pack.productNumber}`, "Acme said so by link.");
}, 120_000);
