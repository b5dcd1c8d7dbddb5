import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "#test/shopify-stand-in/screens/browser.ts";
import { openTestShop, type TestShop } from "#test/shopify-stand-in/screens/storefront/test-shop.ts";
import { choose, longDate, stateIs, visit, type Visit } from "./shopper.ts";

/** Shopify loads a block's script `async`: out of the browser's cache it runs while half of the page is there. */
let shop: TestShop;
let browser: Browser;
let shopper: Visit;
let product: ReturnType<TestShop["addProduct"]>;

beforeAll(async () => {
  shop = await openTestShop();
  browser = await launchBrowser();
  product = shop.addProduct("Trail pack", [
    { value: "Olive", quantity: 0 },
    { value: "Sand", quantity: 0, policy: "DENY" },
  ]);
  publish(shop.day(21));
});
afterAll(async () => {
  await browser?.close();
  await shop?.stop();
});
afterEach(() => shopper.leave());

const publish = (day: string) =>
  shop.publish(product.id, {
    [product.variantIds[0]!]: { state: "backorder", ships_by: day },
    [product.variantIds[1]!]: { state: "out_of_stock" },
  });

/** The page stops coming before a text of it, until a while after the script has come. */
async function openInHalves(path: string, before: string, script: string) {
  const { page } = shopper;
  let halved = false;
  await page.route(`**${path}`, async (route) => {
    const response = await route.fetch();
    const whole = await response.text();
    halved = whole.includes(before);
    await route.fulfill({ response, body: whole.replace(before, `<script src="/rest"></script>${before}`) });
  });
  const ran = page.waitForResponse(`**/${script}`);
  await page.route("**/rest", async (route) => {
    await (await ran).finished();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.fulfill({ contentType: "text/javascript", body: "" });
  });
  await page.goto(shop.url + path);
  expect(halved).toBe(true);
}

it("the notice follows the shopper's choice, with its form", async () => {
  shopper = await visit(browser, `${shop.url}/`);
  await openInHalves(product.path, '<div class="shipsby__done">', "backorder-notice.js");
  await choose(shopper.page, "dawn", "Sand");
  await stateIs(shopper.page, "out_of_stock");
  expect(await shopper.page.locator(".shipsby__notify a").getAttribute("href")).toBe(
    `?variant=${product.variantIds[1]}`,
  );
});

it("products in a collection have their badges", async () => {
  shopper = await visit(browser, `${shop.url}/`);
  await openInHalves("/collections/all", '<template id="shipsby-badges"', "collection-badges.js");
  await shopper.page.locator(".shipsby-badge").first().waitFor({ timeout: 5000 });
});

it("a date that has moved is put right in the cart", async () => {
  shopper = await visit(browser, shop.url + product.path);
  await shopper.page.locator("[data-add]").click();
  await shopper.page.waitForURL("**/cart");
  const moved = shop.day(30);
  publish(moved);
  await openInHalves("/cart", '<ul class="shipsby-cart__lines"', "cart-dates.js");
  await expect
    .poll(() => shopper.page.locator(".line__property").allInnerTexts(), { timeout: 10_000 })
    .toEqual([expect.stringContaining(longDate(moved))]);
});
