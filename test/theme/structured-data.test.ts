import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "#test/shopify-stand-in/screens/browser.ts";
import { openTestShop, type TestShop } from "#test/shopify-stand-in/screens/storefront/test-shop.ts";
import { renderNotice, says, variant, type Situation } from "./notice.ts";
import { choose, visit, type Visit } from "./shopper.ts";

let shop: TestShop;
let browser: Browser;
let product: ReturnType<TestShop["addProduct"]>;
let shopper: Visit | undefined;
let shipsBy: string;

beforeAll(async () => {
  shop = await openTestShop();
  browser = await launchBrowser();
  shipsBy = shop.day(21);
  product = shop.addProduct("Trail pack", [
    { value: "Olive", quantity: 0 },
    { value: "Sand", quantity: 5 },
    { value: "Rust", quantity: -3 },
    { value: "Slate", quantity: 0, policy: "DENY" },
    { value: "Moss", quantity: 0, policy: "DENY" },
    { value: "Night", quantity: 0 },
  ]);
  const [olive, , , slate, moss, night] = product.variantIds;
  shop.publish(product.id, {
    [olive!]: { state: "backorder", ships_by: shipsBy },
    [slate!]: { state: "out_of_stock", expected: shop.day(40) },
    [moss!]: { state: "discontinued" },
    [night!]: { state: "backorder", ships_by: shipsBy, made_to_order: true },
  });
});
afterAll(async () => {
  await browser?.close();
  await shop?.stop();
});
afterEach(async () => {
  await shopper?.leave();
  shopper = undefined;
  delete shop.blockSettings["backorder-notice"];
});

type Offer = { "@type": "Offer"; url?: string; availability: string; availabilityStarts?: string };

/** Every offer that a search engine finds on the page. */
async function offers(path: string, options = {}): Promise<Offer[]> {
  shopper = await visit(browser, shop.url + path, options);
  await shopper.page.waitForLoadState("networkidle");
  const texts = await shopper.page.locator("script[type='application/ld+json']").allTextContents();
  const found: Offer[] = [];
  const walk = (node: unknown): void => {
    if (!node || typeof node !== "object") return;
    if ((node as Offer)["@type"] === "Offer") found.push(node as Offer);
    Object.values(node).forEach(walk);
  };
  texts.forEach((text) => walk(JSON.parse(text)));
  return found;
}

const told = (all: Offer[]) =>
  all.map((each) => [each.availability.split("/").pop(), each.availabilityStarts]);

describe("a theme that prints Shopify's own structured data", () => {
  it("is corrected variant by variant, and nothing is doubled", async () => {
    const all = await offers(product.path);
    expect(told(all)).toEqual([
      ["BackOrder", shipsBy],
      ["InStock", undefined],
      ["BackOrder", undefined],
      ["OutOfStock", undefined],
      ["Discontinued", undefined],
      ["BackOrder", shipsBy],
    ]);
  });

  it("is left as it is where there is nothing to correct, without any script", async () => {
    const plain = shop.addProduct("Mug", [
      { value: "Blue", quantity: 4 },
      { value: "Red", quantity: 0, policy: "DENY" },
    ]);
    expect(told(await offers(plain.path))).toEqual([
      ["InStock", undefined],
      ["OutOfStock", undefined],
    ]);
    expect(shopper!.requests.join()).not.toContain("structured-data.js");
  });

  it("is not touched where the merchant does not want it", async () => {
    shop.blockSettings["backorder-notice"] = { structured_data: "off" };
    expect(told(await offers(product.path))[0]).toEqual(["InStock", undefined]);
  });

  it("speaks of other products as before", async () => {
    shopper = await visit(browser, shop.url + product.path, { javaScriptEnabled: true });
    const { page } = shopper;
    await page.route("**/products/**", async (route) => {
      const answer = await route.fetch();
      const other = {
        "@type": "Product",
        offers: { "@type": "Offer", url: "/products/other", availability: "x/InStock" },
      };
      const script = `<script type="application/ld+json">${JSON.stringify(other)}</script><script type="application/ld+json">{</script>`;
      await route.fulfill({
        response: answer,
        body: (await answer.text()).replace("</main>", `${script}</main>`),
      });
    });
    await page.reload();
    await page.waitForLoadState("networkidle");
    const texts = await page.locator("script[type='application/ld+json']").allTextContents();
    expect(texts.at(-1)).toBe("{");
    expect(JSON.parse(texts.at(-2)!)).toMatchObject({ offers: { availability: "x/InStock" } });
    expect(texts[0]).toContain("BackOrder");
  });
});

describe("a theme with one hand-written offer", () => {
  it.each([
    [0, "BackOrder", true],
    [1, "InStock", false],
    [4, "Discontinued", false],
  ])("says of the chosen variant %i what the page says", async (index, word, dated) => {
    const all = await offers(`${product.path}?theme=vintage&variant=${product.variantIds[index]}`);
    expect(told(all)).toEqual([[word, dated ? shipsBy : undefined]]);
  });
});

describe("a theme without structured data", () => {
  it("gets none unless the merchant wants it, and then without a script", async () => {
    expect(await offers(`${product.path}?theme=modern`)).toEqual([]);
    await shopper!.leave();
    shop.blockSettings["backorder-notice"] = { structured_data: "print" };
    const all = await offers(`${product.path}?theme=modern&variant=${product.variantIds[0]}`, {
      javaScriptEnabled: false,
    });
    expect(all).toEqual([
      {
        "@type": "Offer",
        url: `${shop.url}${product.path}?variant=${product.variantIds[0]}`,
        price: 89,
        priceCurrency: "EUR",
        availability: "https://schema.org/BackOrder",
        availabilityStarts: shipsBy,
      },
    ]);
  });
});

describe("what is printed is what is read", () => {
  const printed = (situation: Situation) => {
    const html = renderNotice({ ...situation, settings: { structured_data: "print" } });
    const json = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(html)![1]!;
    return (JSON.parse(json) as { offers: Offer }).offers;
  };

  it.each([
    ["a date that has passed", { ships_by: "2026-11-20" }],
    ["a date that makes no sense", { ships_by: "soon" }],
    ["no date", {}],
  ])("%s is no date", (_, entry) => {
    expect(printed({ availability: says(entry) })).toMatchObject({
      availability: "https://schema.org/BackOrder",
    });
    expect(printed({ availability: says(entry) })).not.toHaveProperty("availabilityStarts");
  });

  it("the day expected back is no day from which it can be had", () => {
    const variants = [variant({ available: false, inventoryPolicy: "deny" })];
    const offer = printed({ variants, availability: says({ expected: "2026-12-12" }) });
    expect(offer.availability).toBe("https://schema.org/OutOfStock");
    expect(offer).not.toHaveProperty("availabilityStarts");
  });
});

it("the choice made on the page does not unsettle the data", async () => {
  await offers(product.path);
  await choose(shopper!.page, "dawn", "Sand");
  const [text] = await shopper!.page.locator("script[type='application/ld+json']").allTextContents();
  expect(text).toContain("BackOrder");
});
