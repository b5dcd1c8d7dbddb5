import AxeBuilder from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "#test/shopify-stand-in/screens/browser.ts";
import { openTestShop, type TestShop } from "#test/shopify-stand-in/screens/storefront/test-shop.ts";
import { desktop, phone, themes, visit, type Visit } from "./shopper.ts";

let shop: TestShop;
let browser: Browser;
let shopper: Visit;

beforeAll(async () => {
  shop = await openTestShop();
  browser = await launchBrowser();
  const add = (title: string, stock: Parameters<TestShop["addProduct"]>[1], published = true) => {
    const product = shop.addProduct(title, stock);
    const state = { state: "backorder" };
    if (published) shop.publish(product.id, Object.fromEntries(product.variantIds.map((id) => [id, state])));
    return product;
  };
  add("Trail pack", [{ value: "Olive", quantity: 0 }]);
  add("Trail pack XL", [{ value: "Olive", quantity: 4 }]);
  add("Lamp", [
    { value: "White", quantity: 0, policy: "DENY" },
    { value: "Black", quantity: 0 },
  ]);
  add("Mug", [
    { value: "Blue", quantity: 0 },
    { value: "Red", quantity: 2 },
  ]);
  add("Stove", [{ value: "One", quantity: 0, policy: "DENY" }]);
  const bench = shop.addProduct("Bench", [{ value: "Oak", quantity: 0 }]);
  shop.publish(bench.id, { [bench.variantIds[0]!]: { state: "backorder", made_to_order: true } });
  add("Tent", [{ value: "Green", quantity: 0 }], false);
  for (let number = 1; number <= 18; number += 1) add(`Cup ${number}`, [{ value: "One", quantity: 1 }]);
  add("Late pack", [{ value: "Olive", quantity: 0 }]);
});
afterAll(async () => {
  await browser?.close();
  await shop?.stop();
});
afterEach(() => shopper.leave());

const open = async (path = "/collections/all", options = {}) => {
  shopper = await visit(browser, shop.url + path, options);
  await shopper.page.waitForLoadState("networkidle");
};
const marked = () => shopper.page.locator("li:has(.shipsby-badge) .card__name").allInnerTexts();

describe("badges in a collection", () => {
  it("mark what can only be had on backorder, each once", async () => {
    await open();
    expect(await marked()).toEqual(["Trail pack", "Lamp"]);
    expect(await shopper.page.locator(".shipsby-badge").allInnerTexts()).toEqual(["Backorder", "Backorder"]);
  });

  it("know the products of the page that is shown", async () => {
    await open("/collections/all?page=2");
    expect(await marked()).toEqual(["Late pack"]);
  });

  it("come to cards that the theme loads later", async () => {
    await open();
    await shopper.page.evaluate(() => {
      const grid = document.querySelector(".grid")!;
      grid.replaceChildren(
        ...[...grid.children].slice(0, 1).map((card) => {
          const copy = card.cloneNode(true) as Element;
          copy.querySelector(".shipsby-badge")?.remove();
          return copy;
        }),
      );
    });
    await expect.poll(marked).toEqual(["Trail pack"]);
  });

  it("are in the shopper's language", async () => {
    await open("/de/collections/all");
    expect(await shopper.page.locator(".shipsby-badge").first().innerText()).toBe("Wird nachgeliefert");
  });

  it.each([phone, desktop])("move nothing and ask for nothing, at $width px", async (viewport) => {
    await open("/collections/all", { viewport });
    expect(await shopper.shift()).toBe(0);
    expect(shopper.requests.filter((path) => !path.startsWith("/cdn/"))).toEqual(["/collections/all"]);
    const box = await shopper.page.locator("li:has(.shipsby-badge)").first().boundingBox();
    await shopper.page
      .locator(".shipsby-badge")
      .first()
      .evaluate((badge) => badge.remove());
    expect(await shopper.page.locator("li.card").first().boundingBox()).toEqual(box);
  });

  it.each(themes)("axe finds nothing (%s theme)", async (theme) => {
    await open(`/collections/all?theme=${theme}`);
    const { violations } = await new AxeBuilder({ page: shopper.page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });

  it("cost a page nothing where the merchant has not switched them on", async () => {
    shop.blockSettings["collection-badges"] = false;
    await open();
    expect(await marked()).toEqual([]);
    expect(shopper.requests.join()).not.toContain("collection-badges");
    delete shop.blockSettings["collection-badges"];
  });
});

describe("the questions", () => {
  it.each(["en", "de", "fr", "es", "ja", "ar"])(
    "are answered without a script, and fit a phone, in %s",
    async (locale) => {
      const prefix = locale === "en" ? "" : `/${locale}`;
      await open(`${prefix}/pages/backorders`, { viewport: phone, javaScriptEnabled: false });
      const first = shopper.page.locator(".shipsby-questions details").first();
      await first.locator("summary").focus();
      await shopper.page.keyboard.press("Enter");
      expect(await first.locator("p").isVisible()).toBe(true);
      expect(await shopper.page.locator(".shipsby-questions details").count()).toBe(4);
      expect(await shopper.page.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.width);
    },
  );

  it("are the shop's own where it has written some, as text", async () => {
    shop.blockSettings["backorder-questions"] = {
      heading: "<b>Ours</b>",
      question_1: "-",
      question_2: "When?",
      answer_2: "One.\n<i>Two.</i>",
    };
    await open("/pages/backorders");
    expect(await shopper.page.getByRole("heading", { level: 2 }).innerText()).toBe("<b>Ours</b>");
    const details = shopper.page.locator(".shipsby-questions details");
    expect(await details.count()).toBe(3);
    await details.first().locator("summary").click();
    expect(await details.first().locator("p").innerText()).toBe("One.\n<i>Two.</i>");
    const { violations } = await new AxeBuilder({ page: shopper.page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    delete shop.blockSettings["backorder-questions"];
  });
});

describe("substitutes", () => {
  it("are offered for what cannot be bought, if they are in stock, three at most", async () => {
    shop.blockSettings["backorder-notice"] = {
      substitutes: ["trail-pack", "stove", "mug", "lamp", "cup-1", "cup-2", "cup-3"],
    };
    await open("/products/stove", { viewport: phone });
    const links = shopper.page.getByText("Similar and in stock").locator("..").getByRole("link");
    expect(await links.allInnerTexts()).toEqual(["Mug", "Cup 1", "Cup 2"]);
    expect(await links.first().getAttribute("href")).toBe("/products/mug");
    const { violations } = await new AxeBuilder({ page: shopper.page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await shopper.page.goto(`${shop.url}/products/trail-pack`);
    expect(await shopper.page.getByText("Similar and in stock").count()).toBe(0);
    delete shop.blockSettings["backorder-notice"];
  });

  it("say nothing where none is in stock", async () => {
    shop.blockSettings["backorder-notice"] = { substitutes: ["trail-pack", "lamp"] };
    await open("/products/stove");
    expect(await shopper.page.getByText("Similar and in stock").count()).toBe(0);
    delete shop.blockSettings["backorder-notice"];
  });
});
