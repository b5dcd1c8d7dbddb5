import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { StaffVariant } from "./staff-shop.ts";
import { Stage, aDesk, soon, toClose, toOpen } from "./stage.ts";
import { WaitingPeople } from "./waiting-people.ts";

/** One unit and two who wait: it is kept for the first, and for the second when the first does not want it. */
const kept = /^One Lamp is kept for you$/;
let stage: Stage;
let lamp: StaffVariant;
let merchant: Page;
let people: WaitingPeople;

beforeAll(async () => {
  stage = await Stage.open();
  lamp = await stage.staff.addProduct({ title: "Lamp", available: 0, policy: "DENY" });
  merchant = await stage.browser.newPage(aDesk);
  people = new WaitingPeople(stage, merchant, lamp);
}, toOpen);

afterAll(() => stage?.close(), toClose);

async function availableInShopify(): Promise<number> {
  const { inventoryItem } = await stage.staff.ask<{
    inventoryItem: { inventoryLevels: { nodes: { quantities: { quantity: number }[] }[] } };
  }>(
    `query ($id: ID!) { inventoryItem(id: $id) { inventoryLevels(first: 1) { nodes {
      quantities(names: ["available"]) { quantity } } } } }`,
    { id: lamp.itemId },
  );
  return inventoryItem.inventoryLevels.nodes[0]!.quantities[0]!.quantity;
}
const hoursPass = (hours: number) => stage.staff.post(stage.demo.addresses.clock, { advance: `${hours}h` });

test("the merchant lets a unit be kept for whoever is told, and two people ask", async () => {
  const settings = await people.openApp("/app/alerts/settings");
  await settings.getByLabel("Replies go to").fill("shop@example.com");
  await settings.getByLabel("Your name and postal address").fill("Northern Trail, Torstr. 1, Berlin");
  await settings.getByLabel("Keep a unit for each person who is told").check();
  await settings.getByText("Until you allow it, people are told without a unit being kept.").waitFor();
  const save = merchant.getByRole("region", { name: "Unsaved changes" });
  await save.getByRole("button", { name: "Save" }).click();
  await merchant.getByText("Alert settings saved").waitFor();
  await settings.getByRole("button", { name: "Allow draft orders" }).click();
  await merchant.getByRole("button", { name: /update|allow|grant/i }).click();
  await settings.getByText("Shipsby may not write draft orders yet").waitFor({ state: "detached" });

  await people.ask("ada@example.com", { script: true });
  await people.confirm("ada@example.com");
  await people.ask("bob@example.com", { script: false });
  await people.confirm("bob@example.com");
  await people.listSays(/2 people waiting, 0 units free after owed/);
}, 120_000);

test("the unit that arrives is kept for who asked first: nobody else hears of it, or can buy it", async () => {
  await stage.staff.adjust(lamp, 1);
  await people.mailTo("ada@example.com", kept);
  expect(await availableInShopify()).toBe(0);
  expect(people.mailsTo("bob@example.com", kept)).toEqual([]);
  const passer = await stage.browser.newPage();
  await people.openProduct(passer, "out_of_stock");
  await passer.close();

  const checkout = await people.follow("ada@example.com", kept, "Buy");
  expect(await checkout.locator("main").innerText()).toMatch(/1 × Lamp/);
  await checkout.getByRole("button", { name: "Pay now" }).waitFor();
  await checkout.close();
}, 120_000);

test("when its time is over the unit is for sale again, and kept for the next in line", async () => {
  const lapsed = await people.follow("ada@example.com", kept, "Buy");
  await hoursPass(25);
  // The page that was left open leads nowhere any more.
  const leadsNowhere = async () => (await lapsed.reload())?.status();
  await expect.poll(leadsNowhere, { timeout: soon }).toBe(404);
  await lapsed.close();

  // While it was kept the lamp was gone for a day: that it is back is news.
  await people.mailTo("bob@example.com", kept);
  expect(await availableInShopify()).toBe(0);
  expect(people.mailsTo("ada@example.com", kept)).toHaveLength(1);
}, 120_000);

test("who was kept a unit buys it on Shopify's own page, and it is never owed to anybody", async () => {
  const checkout = await people.follow("bob@example.com", kept, "Buy");
  await checkout.getByRole("button", { name: "Pay now" }).click();
  await checkout.getByText("Thank you").first().waitFor();
  await checkout.close();
  const { id } = await stage.staff.newestOrder();
  // Shopify commits an order's units a moment after it takes the order.
  await expect.poll(availableInShopify, { timeout: soon }).toBe(0);
  await hoursPass(25);
  await people.listSays(/0 units free after owed/);
  // What was bought is neither given back nor offered again.
  expect(await availableInShopify()).toBe(0);
  expect(await stage.staff.backorders(id)).toBeNull();
  expect(stage.demo.inbox.messages().filter(({ subject }) => kept.test(subject))).toHaveLength(2);
}, 120_000);
