import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { StaffVariant } from "./staff-shop.ts";
import { Stage, aDesk, soon, toClose, toOpen } from "./stage.ts";
import { WaitingPeople } from "./waiting-people.ts";

/** A restock as shoppers and the merchant live it: who is owed comes first, then who asked first. */
let stage: Stage;
let lamp: StaffVariant;
let merchant: Page;
let people: WaitingPeople;

beforeAll(async () => {
  stage = await Stage.open();
  lamp = await stage.staff.addProduct({ title: "Lamp", available: 0, policy: "DENY" });
  // The tool that looks for barriers wants a context of its own.
  merchant = await (await stage.browser.newContext(aDesk)).newPage();
  people = new WaitingPeople(stage, merchant, lamp);
}, toOpen);

afterAll(() => stage?.close(), toClose);

const alertsTo = (email: string) => people.mailsTo(email, /is back$/);

test("three people ask for what is sold out, and confirm", { timeout: 120_000 }, async () => {
  // One person for each unit, so that the numbers of this story are small.
  const settings = await people.openApp("/app/alerts/settings");
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

  await people.ask("ada@example.com", { script: true });
  await people.ask("bob@example.com", { script: false });
  await people.ask("cleo@example.com", { script: true });
  for (const email of ["cleo@example.com", "ada@example.com", "bob@example.com"]) await people.confirm(email);
  await people.listSays(/3 people waiting, 0 units free after owed/);
});

test("who is owed comes first, then who asked first", { timeout: 120_000 }, async () => {
  // The till sold two that were not there.
  const order = await stage.staff.order(lamp, 2);
  await expect.poll(() => stage.staff.backorders(order), { timeout: soon }).toMatchObject({ owed: 2 });
  await people.listSays(/2 units are owed first\. No alert\./);

  // One arrives: it belongs to the order, and nobody is told.
  await stage.staff.adjust(lamp, 1);
  await expect.poll(() => stage.staff.backorders(order), { timeout: soon }).toMatchObject({ owed: 1 });
  await people.listSays(/1 unit is owed first\. No alert\./);
  expect(stage.demo.inbox.messages().filter(({ subject }) => / is back$/.test(subject))).toEqual([]);

  // Three more for one who is owed and three who wait: two are free.
  await stage.staff.adjust(lamp, 3);
  await expect.poll(() => stage.staff.backorders(order), { timeout: soon }).toMatchObject({ owed: 0 });
  await people.mailTo("ada@example.com", /is back$/);
  await people.mailTo("bob@example.com", /is back$/);
  await people.listSays(
    /Wave 1: 2 units free after what is owed, 1 person for each; told the 2 of 3 who asked first\./,
  );
  expect(alertsTo("cleo@example.com")).toEqual([]);
});

test("the mail leads to the variant, in stock, and it can be bought", { timeout: 60_000 }, async () => {
  const page = await people.follow("ada@example.com", /is back$/, "See product");
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
  await stage.staff.adjust(lamp, -1);
  await people.listSays(/It is out of stock: no alert\./);
  await stage.staff.adjust(lamp, 1);
  await people.listSays(/Wave 1 told 2 people\. The next one waits until/);
  for (const [email, mails] of [
    ["ada", 1],
    ["bob", 1],
    ["cleo", 0],
  ] as const)
    expect(alertsTo(`${email}@example.com`)).toHaveLength(mails);
});

test("out of the list with one click, by a mail program or by a person", { timeout: 60_000 }, async () => {
  const { headers } = await people.mailTo("bob@example.com", /is back$/);
  expect(headers["list-unsubscribe-post"]).toBe("List-Unsubscribe=One-Click");
  const oneClick = await fetch(/<(https?:[^>]+)>/.exec(headers["list-unsubscribe"]!)![1]!, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
  });
  expect(oneClick.status).toBe(200);

  const page = await people.follow("ada@example.com", /is back$/, "Leave this list");
  await page.getByText("You asked to be told about:").waitFor();
  await page.getByRole("button", { name: "Leave this list" }).click();
  await page.getByText("We won't email you about this any more.").waitFor();

  // The merchant does not wait for the next wave: whoever left is not in it.
  const list = await people.openList();
  await list.getByRole("button", { name: "Send next wave" }).click();
  await people.mailTo("cleo@example.com", /is back$/);
  await people.listSays(
    /Wave 2: 1 unit free after what is owed, 1 person for each; told the 1 of 1 who asked first\./,
  );
  expect([alertsTo("ada@example.com").length, alertsTo("bob@example.com").length]).toEqual([1, 1]);
});

test.each([1280, 375])(
  "axe finds nothing on the pages of alerts, at %i px",
  { timeout: 300_000 },
  async (width) => {
    await merchant.setViewportSize({ width, height: 900 });
    const found = [];
    for (const path of [
      "/app/alerts",
      people.listPath,
      "/app/alerts/settings",
      "/app/alerts/import",
      "/app/messages",
      "/app/messages/restock",
    ]) {
      const frame = await people.openApp(path);
      await frame.getByRole("heading", { level: 1 }).waitFor();
      // The mail in its preview may run no script, and axe stumbles over that.
      await frame
        .locator("iframe")
        .evaluateAll((previews) => previews.forEach((preview) => preview.remove()));
      const { violations } = await new AxeBuilder({ page: merchant })
        .include({ fromFrames: ["iframe", "body"] })
        .analyze();
      found.push(...violations.map(({ id, nodes }) => `${path}: ${id}, ${nodes[0]?.html}`));
    }
    expect(found).toEqual([]);
  },
);
