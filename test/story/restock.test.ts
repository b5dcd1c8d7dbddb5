import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startDemo, type RunningDemo } from "#test/shopify-stand-in/demo.ts";
import { launchBrowser } from "#test/shopify-stand-in/screens/browser.ts";
import { StaffShop, type StaffVariant } from "./staff-shop.ts";

/** A restock as shoppers and the merchant live it: who is owed comes first, then who asked first. */
const soon = 20_000;
let dataDir: string;
let demo: RunningDemo;
let browser: Browser;
let staff: StaffShop;
let lamp: StaffVariant;
let merchant: Page;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "story-"));
  chmodSync(dataDir, 0o755); // as root, PostgreSQL runs as another user
  demo = await startDemo({ dataDir, port: "free", fill: null, logLevel: "warn" });
  staff = new StaffShop(demo.addresses.graphql, demo.addresses.token);
  lamp = await staff.addProduct({ title: "Lamp", available: 0, policy: "DENY" });
  browser = await launchBrowser();
  merchant = await browser.newPage({ viewport: { width: 1280, height: 900 } });
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

const listPath = () => `/app/alerts/${lamp.variantId.split("/").at(-1)}`;

/** The app inside the admin's frame. */
async function openApp(path: string): Promise<FrameLocator> {
  await merchant.goto(
    `${demo.addresses.admin}/store/${demo.addresses.shop.split(".")[0]}/apps/shipsby${path}`,
  );
  return merchant.frameLocator("iframe");
}

/** The merchant reads the list's page until it says so. */
async function listSays(sentence: string | RegExp): Promise<void> {
  const read = async () => (await openApp(listPath())).locator("main").innerText({ timeout: soon });
  await expect.poll(read, { timeout: soon, interval: 250 }).toMatch(sentence);
}

async function openProduct(page: Page, state: string): Promise<void> {
  const seen = async () => {
    await page.goto(`${demo.addresses.storefront}/products/${lamp.handle}`);
    return page.locator("[data-shipsby-state]").getAttribute("data-shipsby-state");
  };
  await expect.poll(seen, { timeout: soon, interval: 250 }).toBe(state);
}

const mailsTo = (email: string, subject: RegExp) =>
  demo.inbox.messages().filter((mail) => mail.to.includes(email) && subject.test(mail.subject));
const alertsTo = (email: string) => mailsTo(email, /is back$/);

async function mailTo(email: string, subject: RegExp) {
  await expect.poll(() => mailsTo(email, subject).length, { timeout: soon }).toBe(1);
  return mailsTo(email, subject)[0]!;
}

/** Reads the mail on the inbox's page, and follows one of its links. */
async function follow(email: string, subject: RegExp, link: string): Promise<Page> {
  const { id } = await mailTo(email, subject);
  const page = await browser.newPage();
  await page.goto(`${demo.addresses.mail}/?mail=${id}`);
  const address = await page.frameLocator("iframe").getByRole("link", { name: link }).getAttribute("href");
  await page.goto(address!);
  return page;
}

async function confirms(email: string): Promise<void> {
  const page = await follow(email, /^Confirm: /, "Confirm");
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.getByText("You're on the list.").waitFor();
  await page.close();
}

async function asks(email: string, { script }: { script: boolean }): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled: script });
  const page = await context.newPage();
  // Who answers within a second and a half of opening the page is taken for a machine.
  if (script) await page.clock.setFixedTime(Date.now() - 60_000);
  await openProduct(page, "out_of_stock");
  await page.getByLabel("Email", { exact: true }).fill(email);
  await page.getByRole("button", { name: "Notify me" }).click();
  const answer = script ? page.locator(".shipsby__done output") : page.getByRole("status");
  await answer.waitFor();
  expect(await answer.innerText()).toMatch(/We'll email you a link/);
  await context.close();
}

test("three people ask for what is sold out, and confirm", { timeout: 120_000 }, async () => {
  // One person for each unit, so that the numbers of this story are small.
  const settings = await openApp("/app/alerts/settings");
  await settings.getByLabel("People told for each free unit").fill("1");
  await settings.getByLabel("Replies go to").fill("shop@");
  await settings.getByLabel("Your name and postal address").fill("Northern Trail, Torstr. 1, Berlin");
  const save = merchant
    .getByRole("region", { name: "Unsaved changes" })
    .getByRole("button", { name: "Save" });
  await save.click();
  await settings.getByText("Enter an address like name@example.com.").waitFor();
  await settings.getByLabel("Replies go to").fill("shop@example.com");
  await save.click();
  await merchant.getByText("Alert settings saved").waitFor();

  await asks("ada@example.com", { script: true });
  await asks("bob@example.com", { script: false });
  await asks("cleo@example.com", { script: true });
  for (const email of ["cleo@example.com", "ada@example.com", "bob@example.com"]) await confirms(email);
  await listSays(/3 people waiting, 0 units free after owed/);
});

test("who is owed comes first, then who asked first", { timeout: 120_000 }, async () => {
  // The till sold two that were not there.
  const order = await staff.order(lamp, 2);
  await expect.poll(() => staff.backorders(order), { timeout: soon }).toMatchObject({ owed: 2 });
  await listSays(/2 units are owed first\. No alert\./);

  // One arrives: it belongs to the order, and nobody is told.
  await staff.adjust(lamp, 1);
  await expect.poll(() => staff.backorders(order), { timeout: soon }).toMatchObject({ owed: 1 });
  await listSays(/1 unit is owed first\. No alert\./);
  expect(demo.inbox.messages().filter(({ subject }) => / is back$/.test(subject))).toEqual([]);

  // Three more for one who is owed and three who wait: two are free.
  await staff.adjust(lamp, 3);
  await expect.poll(() => staff.backorders(order), { timeout: soon }).toMatchObject({ owed: 0 });
  await mailTo("ada@example.com", /is back$/);
  await mailTo("bob@example.com", /is back$/);
  await listSays(
    /Wave 1: 2 units free after what is owed, 1 person for each; told the 2 of 3 who asked first\./,
  );
  expect(alertsTo("cleo@example.com")).toEqual([]);
});

test("the mail leads to the variant, in stock, and it can be bought", { timeout: 60_000 }, async () => {
  const page = await follow("ada@example.com", /is back$/, "See product");
  expect(new URL(page.url()).searchParams.get("variant")).toBe(lamp.variantId.split("/").at(-1));
  expect(await page.locator("[data-shipsby-state]").getAttribute("data-shipsby-state")).toBe("in_stock");
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page.getByLabel(/e-?mail/i).fill("ada@example.com");
  await page.getByRole("button", { name: /buy|pay|place/i }).click();
  await page
    .getByText(/thank you/i)
    .first()
    .waitFor();
  await page.close();
});

test("a level that flaps sends no second mail", { timeout: 60_000 }, async () => {
  await staff.adjust(lamp, -1);
  await listSays(/It is out of stock: no alert\./);
  await staff.adjust(lamp, 1);
  await listSays(/Wave 1 told 2 people\. The next one waits until/);
  for (const [email, mails] of [
    ["ada", 1],
    ["bob", 1],
    ["cleo", 0],
  ] as const)
    expect(alertsTo(`${email}@example.com`)).toHaveLength(mails);
});

test("out of the list with one click, by a mail program or by a person", { timeout: 60_000 }, async () => {
  const { headers } = await mailTo("bob@example.com", /is back$/);
  expect(headers["list-unsubscribe-post"]).toBe("List-Unsubscribe=One-Click");
  const oneClick = await fetch(/<(https?:[^>]+)>/.exec(headers["list-unsubscribe"]!)![1]!, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
  });
  expect(oneClick.status).toBe(200);

  const page = await follow("ada@example.com", /is back$/, "Leave this list");
  await page.getByText("You asked to be told about:").waitFor();
  await page.getByRole("button", { name: "Leave this list" }).click();
  await page.getByText("We won't email you about this any more.").waitFor();

  // The merchant does not wait for the next wave: whoever left is not in it.
  const list = await openApp(listPath());
  await list.getByRole("button", { name: "Send next wave" }).click();
  await mailTo("cleo@example.com", /is back$/);
  await listSays(
    /Wave 2: 1 unit free after what is owed, 1 person for each; told the 1 of 1 who asked first\./,
  );
  expect([alertsTo("ada@example.com").length, alertsTo("bob@example.com").length]).toEqual([1, 1]);
});
