import AxeBuilder from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser } from "#test/shopify-stand-in/screens/browser.ts";
import { openTestShop, type TestShop } from "#test/shopify-stand-in/screens/storefront/test-shop.ts";
import { choose, longDate, phone, stateIs, themes, visit, type Visit } from "./shopper.ts";

let shop: TestShop;
let browser: Browser;
let product: ReturnType<TestShop["addProduct"]>;
let shopper: Visit;
let shipsBy: string;

beforeAll(async () => {
  shop = await openTestShop();
  browser = await launchBrowser();
  shipsBy = shop.day(21);
  product = shop.addProduct("Trail pack", [
    { value: "Olive", quantity: 0 },
    { value: "Sand", quantity: 2 },
    { value: "Rust", quantity: 0 },
  ]);
});
afterAll(async () => {
  await browser?.close();
  await shop?.stop();
});
beforeEach(() => {
  shop.blockSettings["cart-dates"] = { ask: true };
  publish(shipsBy);
  shop.restock(product.variantIds[1]!, 2);
});
afterEach(() => shopper.leave());

const publish = (day: string) =>
  shop.publish(product.id, { [product.variantIds[0]!]: { state: "backorder", ships_by: day } });
const open = async (path: string, options = {}) => {
  shopper = await visit(browser, shop.url + path, options);
};
const add = async (value: number, query = "", quantity = "1") => {
  await shopper.page.goto(`${shop.url}${product.path}?variant=${product.variantIds[value]}${query}`);
  await shopper.page.locator("#quantity").fill(quantity);
  await shopper.page.locator("[data-add]").click();
  await shopper.page.waitForURL("**/cart");
};
const buy = async () => {
  await shopper.page.getByLabel("Email").fill("ada@example.com");
  await shopper.page.getByRole("button", { name: "Buy" }).click();
  await shopper.page.waitForURL("**/thank-you/**");
  return Object.values(shop.state.orders).at(-1)!;
};
const carried = (order: Awaited<ReturnType<typeof buy>>) =>
  order.lineItems.map((line) =>
    Object.fromEntries(line.customAttributes.map(({ key, value }) => [key, value])),
  );
const block = () => shopper.page.locator(".shipsby-cart");

describe("the date that the shopper was shown", () => {
  it.each(themes)("goes with the line into cart, checkout and order (%s theme)", async (theme) => {
    await open(`${product.path}?theme=${theme}&variant=${product.variantIds[2]}`);
    await shopper.page.waitForLoadState("networkidle");
    await choose(shopper.page, theme, "Olive");
    await shopper.page.locator("[data-ships-by]").waitFor();
    await shopper.page.locator("[data-add]").click();
    await shopper.page.waitForURL("**/cart");
    expect(await shopper.page.locator(".line__property").allInnerTexts()).toEqual([
      `Ships by: ${longDate(shipsBy)}`,
    ]);
    expect(carried(await buy())).toEqual([{ "Ships by": longDate(shipsBy), _ships_by: shipsBy }]);
  });

  it("goes with a second form too, and after the theme has rendered its section anew", async () => {
    await open(`${product.path}?theme=modern&variant=${product.variantIds[0]}`);
    const { page } = shopper;
    await page.waitForLoadState("networkidle");
    const sent = await page.evaluate(async (id) => {
      const section = document.getElementById("shopify-section-main")!;
      section.outerHTML = await (await fetch(`${location.href}&section_id=main`)).text();
      const bar = document.body.appendChild(document.createElement("form"));
      bar.action = "/cart/add";
      bar.innerHTML = `<input name="id" value="${id}">`;
      const both = [document.querySelector<HTMLFormElement>("#BuyForm")!, bar];
      return both.map((form) =>
        [...new FormData(form).entries()].filter(([name]) => name.includes("_ships_by")),
      );
    }, product.variantIds[0]);
    const own = [["properties[_ships_by]", shipsBy]];
    expect(sent).toEqual([own, own]);
  });

  it("does not go with another product", async () => {
    const mug = shop.addProduct("Mug", [{ value: "Blue", quantity: 0 }]);
    await open(`${product.path}?variant=${product.variantIds[0]}`);
    await shopper.page.waitForLoadState("networkidle");
    const sent = await shopper.page.evaluate((id) => {
      const form = document.body.appendChild(document.createElement("form"));
      form.action = "/cart/add";
      form.innerHTML = `<input name="id" value="${id}">`;
      return [...new FormData(form).keys()];
    }, mug.variantIds[0]);
    expect(sent).toEqual(["id"]);
  });

  it("is carried without JavaScript where the theme's form is called as Dawn's", async () => {
    await open("/", { javaScriptEnabled: false });
    await add(0);
    expect(carried(await buy())).toEqual([{ "Ships by": longDate(shipsBy), _ships_by: shipsBy }]);
  });

  it("is said to be open where there was none, and is not said of what is in stock", async () => {
    await open(`${product.path}?variant=${product.variantIds[0]}`);
    await shopper.page.waitForLoadState("networkidle");
    await choose(shopper.page, "dawn", "Rust");
    await expect.poll(() => shopper.page.locator("[data-ships-by]").count()).toBe(0);
    await shopper.page.locator("[data-add]").click();
    await shopper.page.waitForURL("**/cart");
    await shopper.page.goBack();
    await shopper.page.waitForLoadState("networkidle");
    await choose(shopper.page, "dawn", "Sand");
    await stateIs(shopper.page, "in_stock");
    await shopper.page.locator("[data-add]").click();
    await shopper.page.waitForURL("**/cart");
    expect(carried(await buy())).toEqual([{ "Ships by": "Date to be confirmed", _ships_by: "unknown" }, {}]);
  });

  it("can be left out by the merchant", async () => {
    shop.blockSettings["backorder-notice"] = { show_in_cart: false };
    await open("/");
    await add(0);
    expect(carried(await buy())).toEqual([{}]);
    delete shop.blockSettings["backorder-notice"];
  });

  it("is put right on the line when it has moved since, also in another language", async () => {
    await open("/");
    await add(0);
    const moved = shop.day(30);
    publish(moved);
    await shopper.page.goto(`${shop.url}/de/cart`);
    await shopper.page.getByText(`Versand bis: ${longDate(moved, "de")}`).waitFor();
    await shopper.page.waitForLoadState("networkidle");
    await shopper.page.goto(`${shop.url}/cart`);
    expect(carried(await buy())).toEqual([{ "Versand bis": longDate(moved, "de"), _ships_by: moved }]);
  });

  it("goes from the line when the units are in stock meanwhile", async () => {
    const fresh = shop.addProduct("Stove", [{ value: "One", quantity: 0 }]);
    await open(fresh.path);
    await shopper.page.locator("[data-add]").click();
    await shopper.page.waitForURL("**/cart");
    shop.restock(fresh.variantIds[0]!, 5);
    await shopper.page.reload();
    await expect.poll(() => shopper.page.locator(".line__property").count()).toBe(0);
    expect(carried(await buy())).toEqual([{}]);
  });

  it("a store that keeps the old words is asked once", async () => {
    await open("/");
    await add(0);
    publish(shop.day(30));
    let asked = 0;
    await shopper.page.route("**/cart/change.js", (route) => {
      asked += 1;
      return route.fulfill({ json: {} });
    });
    await shopper.page.goto(`${shop.url}/cart`);
    await shopper.page.waitForLoadState("networkidle");
    await shopper.page.reload();
    await shopper.page.waitForLoadState("networkidle");
    expect(asked).toBe(1);
  });
});

describe("the cart", () => {
  it("says of each line that waits until when, and nothing where nothing waits", async () => {
    await open("/");
    await add(1);
    expect(await block().count()).toBe(0);
    await add(0);
    await add(2);
    expect(await block().locator("li").allInnerTexts()).toEqual([
      expect.stringMatching(new RegExp(`Trail pack Olive\\s+Ships by ${longDate(shipsBy)}`)),
      expect.stringMatching(/Trail pack Rust\s+Date to be confirmed/),
    ]);
  });

  it("divides a line of which only a part is there", async () => {
    await open("/");
    await add(1, "", "5");
    expect(await block().locator("li").innerText()).toContain(
      "Ships now: 2. Ships later, date to be confirmed: 3.",
    );
  });

  it.each([true, false])(
    "asks for the mixed cart and stores the answer with the order (JavaScript: %s)",
    async (javaScriptEnabled) => {
      await open("/", { javaScriptEnabled });
      await add(0);
      expect(await block().getByRole("radio").count()).toBe(0);
      await add(1);
      const together = block().getByRole("radio", {
        name: `Ship everything together by ${longDate(shipsBy)}`,
      });
      expect(
        await block()
          .getByRole("radio", { name: /Ship what's ready now/ })
          .isChecked(),
      ).toBe(true);
      const stored = javaScriptEnabled ? shopper.page.waitForResponse("**/cart/update.js") : undefined;
      await together.check();
      await stored;
      if (!javaScriptEnabled) await block().getByRole("button", { name: "Save" }).click();
      await shopper.page.goto(`${shop.url}/cart`);
      expect(await together.isChecked()).toBe(true);
      expect((await buy()).customAttributes).toEqual([{ key: "Backorder shipping", value: "together" }]);
    },
  );

  it("does not ask where the merchant does not want it, and asks in their words", async () => {
    shop.blockSettings["cart-dates"] = {};
    await open("/");
    await add(0);
    await add(1);
    expect(await block().getByRole("radio").count()).toBe(0);
    shop.blockSettings["cart-dates"] = { ask: true, default: "together", together: "Together, free" };
    await shopper.page.reload();
    expect(await block().getByRole("radio", { name: "Together, free" }).isChecked()).toBe(true);
  });

  it("is not asked anything before the shopper acts", async () => {
    await open("/");
    await add(0);
    await add(1);
    await shopper.page.waitForLoadState("networkidle");
    expect(shopper.requests.filter((path) => /\.js$/.test(path) && path.startsWith("/cart"))).toEqual([]);
  });

  it.each([
    ["en", "dawn"],
    ["de", "vintage"],
    ["fr", "modern"],
    ["es", "vintage"],
    ["ja", "dawn"],
    ["ar", "modern"],
  ])("is sound and fits a phone in %s, in a %s theme", async (locale, theme) => {
    await open(`/?theme=${theme}`, { viewport: phone });
    await add(0);
    await add(1, "", "3");
    await shopper.page.goto(`${shop.url}${locale === "en" ? "" : `/${locale}`}/cart`);
    await shopper.page.waitForLoadState("networkidle");
    const { violations } = await new AxeBuilder({ page: shopper.page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(await shopper.page.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.width);
    expect(await shopper.shift()).toBe(0);
  });
});
