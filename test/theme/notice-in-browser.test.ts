import AxeBuilder from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser } from "#test/shopify-stand-in/screens/browser.ts";
import { openTestShop, type TestShop } from "#test/shopify-stand-in/screens/storefront/test-shop.ts";

let shop: TestShop;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let requests: string[];
let problems: string[];
let product: ReturnType<TestShop["addProduct"]>;
let shipsBy: string;

const themes = ["dawn", "vintage", "modern"];
const phone = { width: 375, height: 740 };
const desktop = { width: 1280, height: 800 };

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
  ]);
  const [olive, , , slate, moss] = product.variantIds;
  shop.publish(product.id, {
    [olive!]: { state: "backorder", ships_by: shipsBy },
    [slate!]: { state: "out_of_stock", expected: shop.day(40) },
    [moss!]: { state: "discontinued" },
  });
});
afterAll(async () => {
  await browser?.close();
  await shop?.stop();
});

/** A page that remembers every request, error and layout shift. */
async function open(path: string, options: Parameters<Browser["newContext"]>[0] = {}) {
  requests = [];
  problems = [];
  context = await browser.newContext({ viewport: desktop, ...options });
  page = await context.newPage();
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (!pathname.startsWith("/cdn/theme")) requests.push(pathname);
  });
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  await page.addInitScript(() => {
    const seen = { shift: 0, announced: [] as string[] };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
      })[]) {
        if (!entry.hadRecentInput) seen.shift += entry.value;
      }
    }).observe({ type: "layout-shift", buffered: true });
    addEventListener("DOMContentLoaded", () => {
      const status = document.querySelector(".shipsby [role='status']");
      if (!status) return;
      new MutationObserver(() => seen.announced.push(status.textContent ?? "")).observe(status, {
        childList: true,
      });
    });
  });
  await page.goto(shop.url + path);
}

const seen = () =>
  page.evaluate(() => (window as unknown as { seen: { shift: number; announced: string[] } }).seen);
const state = () => page.locator("[data-shipsby-state]").getAttribute("data-shipsby-state");
const waitForState = (wanted: string) =>
  page.locator(`[data-shipsby-state="${wanted}"]`).waitFor({ state: "attached" });
const statusText = () => page.locator(".shipsby [role='status']").innerText();
const longDate = (day: string, locale = "en") =>
  new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));

/** Chooses as a shopper would, in whatever way the theme offers. */
async function choose(theme: string, value: string) {
  if (theme === "dawn") await page.getByRole("radio", { name: value, exact: true }).check({ force: true });
  if (theme === "vintage") await page.locator("#variant-select").selectOption({ label: value });
  if (theme === "modern") await page.getByRole("button", { name: value, exact: true }).click();
}

afterEach(async () => {
  await context?.close();
  expect(problems).toEqual([]);
});

describe.each(themes)("in a %s product form", (theme) => {
  beforeEach(() => open(`${product.path}?theme=${theme}`));

  it("follows the shopper's choice, with the button", async () => {
    await page.locator("script[src*='backorder-notice']").waitFor({ state: "attached" });
    // Nothing is chosen in the address: the first variant that can be bought is.
    expect(await state()).toBe("backorder");
    expect(await page.locator(".shipsby").getAttribute("data-ships-by")).toBe(shipsBy);
    const add = page.locator("[data-add]");

    await choose(theme, "Sand");
    await waitForState("in_stock");
    expect(await statusText()).toBe("");
    expect(await page.locator(".shipsby__terms").isVisible()).toBe(false);

    await choose(theme, "Slate");
    await waitForState("out_of_stock");
    expect(await statusText()).toContain(`Expected back ${longDate(shop.day(40))}`);
    expect(await page.locator(".shipsby__terms > button").isVisible()).toBe(false);
    expect(await page.locator(".shipsby").getAttribute("data-ships-by")).toBeNull();
    await expect.poll(() => add.isDisabled()).toBe(true);

    await choose(theme, "Moss");
    await waitForState("discontinued");

    await choose(theme, "Rust");
    await waitForState("backorder");
    expect(await statusText()).toContain("Date to be confirmed");
    expect(await page.locator(".shipsby").getAttribute("data-ships-by")).toBeNull();
    expect(await page.locator(".shipsby__terms > button").isVisible()).toBe(true);
    await expect.poll(() => add.isDisabled()).toBe(false);

    await choose(theme, "Olive");
    await page.locator("[data-ships-by]").waitFor();
    expect(await statusText()).toContain(`Ships by ${longDate(shipsBy)}`);
  });

  it("announces a change once, and nothing at load", async () => {
    expect((await seen()).announced).toEqual([]);
    await choose(theme, "Rust");
    await expect.poll(async () => (await seen()).announced.length).toBe(1);
    await choose(theme, "Slate");
    await expect.poll(async () => (await seen()).announced.length).toBe(2);
    expect((await seen()).announced[1]).toContain("Out of stock");
  });
});

describe("two variants with the same answer", () => {
  it("are not announced twice", async () => {
    const pair = shop.addProduct("Pair pack", [
      { value: "Olive", quantity: 0 },
      { value: "Sand", quantity: 0 },
      { value: "Rust", quantity: 4 },
    ]);
    await open(`${pair.path}?theme=dawn`);
    await page.waitForLoadState();
    await choose("dawn", "Sand");
    await page.locator(`[data-variant="${pair.variantIds[1]}"]`).waitFor();
    await choose("dawn", "Rust");
    await waitForState("in_stock");
    expect((await seen()).announced).toEqual([""]);
  });
});

describe("without JavaScript", () => {
  it.each(themes)(
    "the variant in the address is right in a %s theme, and a plain form reaches the others",
    async (theme) => {
      await open(`${product.path}?theme=${theme}`, { javaScriptEnabled: false });
      expect(await statusText()).toContain(`Ships by ${longDate(shipsBy)}`);
      await page.locator("#variant-choice").selectOption({ label: "Slate" });
      await page.getByRole("button", { name: "Show" }).click();
      expect(await state()).toBe("out_of_stock");
      expect(await page.locator("[data-add]").isDisabled()).toBe(true);
    },
  );
});

describe("the address", () => {
  it("is followed when a theme changes nothing else, and on the way back", async () => {
    await open(`${product.path}?theme=dawn`);
    await page.waitForLoadState();
    const [, sand, rust] = product.variantIds;
    await page.evaluate((id) => history.pushState(null, "", `?variant=${id}`), sand);
    await waitForState("in_stock");
    await page.evaluate((id) => history.pushState(null, "", `?variant=${id}`), rust);
    await waitForState("backorder");
    await page.goBack();
    await waitForState("in_stock");
  });
});

describe("a theme that sets the hidden id without telling anyone", () => {
  it("is noticed", async () => {
    await open(`${product.path}?theme=dawn`);
    await page.waitForLoadState();
    await page.evaluate((id) => {
      document.querySelector<HTMLInputElement>("input[name='id']")!.value = id!;
    }, product.variantIds[1]);
    await waitForState("in_stock");
  });
});

describe("a combination that does not exist", () => {
  it.each(["dawn", "modern"])("is not spoken of in a %s theme", async (theme) => {
    const sized = shop.addProduct(
      "Sized pack",
      [
        { value: "Olive / S", quantity: 0 },
        { value: "Olive / L", quantity: 0 },
        { value: "Sand / S", quantity: 0 },
      ],
      ["Color", "Size"],
    );
    await open(`${sized.path}?theme=${theme}&variant=${sized.variantIds[1]}`);
    await page.waitForLoadState();
    expect(await statusText()).toContain("Backorder");
    await choose(theme, "Sand");
    await page.locator("[data-shipsby-state]").waitFor({ state: "detached" });
    expect(await page.locator("[data-add]").isDisabled()).toBe(true);
    await choose(theme, "S");
    await waitForState("backorder");
    expect(await page.locator("[data-add]").isDisabled()).toBe(false);
  });
});

describe("a theme that renders the whole section again", () => {
  it("gets a notice that goes on working", async () => {
    await open(`${product.path}?theme=dawn`);
    await page.waitForLoadState();
    await page.evaluate(async (id) => {
      const answer = await fetch(`${location.pathname}?variant=${id}&section_id=main`);
      document.getElementById("shopify-section-main")!.outerHTML = await answer.text();
    }, product.variantIds[3]);
    expect(await state()).toBe("out_of_stock");
    await page.evaluate((id) => {
      document.querySelector<HTMLInputElement>("input[name='id']")!.value = id!;
    }, product.variantIds[1]);
    await waitForState("in_stock");
  });
});

describe("a browser that brings back the form's last state", () => {
  it("is believed, since that is what would be bought", async () => {
    context = await browser.newContext();
    page = await context.newPage();
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route("**/backorder-notice.js", async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${shop.url}${product.path}?theme=vintage`, { waitUntil: "commit" });
    await page.locator("#variant-select").evaluate((field, id) => {
      (field as HTMLSelectElement).value = id!;
    }, product.variantIds[1]);
    release();
    await waitForState("in_stock");
  });
});

describe("Shopify's standard event", () => {
  /** Tells the page of a choice whose variant the theme is still looking up. */
  const select = (lookUp: string) =>
    page.evaluate(
      ([name, productId]) => {
        const event = new Event("shopify:product:select", { bubbles: true });
        const promise = new Promise((resolve) => Object.assign(window, { [name]: resolve }));
        Object.assign(event, { product: { id: `gid://shopify/Product/${productId}` }, promise });
        document.querySelector(".product")!.dispatchEvent(event);
      },
      [lookUp, product.id] as const,
    );
  const answer = (lookUp: string, variantId: string | null | undefined) =>
    page.evaluate(
      ([name, id]) => {
        const variant = id === null ? null : { id: `gid://shopify/ProductVariant/${id}` };
        (window as unknown as Record<string, (result: object) => void>)[name]!({ variant });
      },
      [lookUp, variantId ?? null] as const,
    );

  it("the last choice wins, however the answers arrive", async () => {
    await open(`${product.path}?theme=modern`);
    await page.waitForLoadState();
    const [, sand, , slate] = product.variantIds;
    await select("first");
    await select("second");
    await answer("second", slate);
    await waitForState("out_of_stock");
    await answer("first", sand);
    expect(await state()).toBe("out_of_stock");
  });

  it("says nothing while a combination does not exist, and speaks again afterwards", async () => {
    await open(`${product.path}?theme=modern`);
    await page.waitForLoadState();
    await select("none");
    await answer("none", null);
    await page.locator("[data-shipsby-state]").waitFor({ state: "detached" });
    expect(await statusText()).toBe("");
    await select("olive");
    await answer("olive", product.variantIds[0]);
    await page.locator("[data-ships-by]").waitFor();
    expect(await statusText()).toContain("Ships by");
  });
});

describe("a product with more variants than Liquid lists", () => {
  it("asks the store, and only for those beyond the list", async () => {
    const stock = Array.from({ length: 260 }, (_, index) => ({ value: `N${index}`, quantity: index % 2 }));
    const wide = shop.addProduct("Wide pack", stock);
    const far = wide.variantIds[258]!;
    shop.publish(wide.id, { [far]: { state: "backorder", ships_by: shipsBy } });
    await open(`${wide.path}?theme=dawn`);
    await page.waitForLoadState();
    const change = (id: string) =>
      page.evaluate((value) => {
        const field = document.querySelector<HTMLInputElement>("input[name='id']")!;
        field.value = value;
        field.dispatchEvent(new Event("change", { bubbles: true }));
      }, id);

    requests = [];
    await change(wide.variantIds[1]!);
    await waitForState("in_stock");
    expect(requests).toEqual([]);

    await change(far);
    await page.locator(`[data-ships-by="${shipsBy}"]`).waitFor();
    expect(requests).toEqual([wide.path]);

    // A field of another product in the same section is none of the notice's business.
    await change(product.variantIds[3]!);
    await page.locator(`[data-variant="${far}"]`).waitFor();
    expect(await page.locator(".shipsby").getAttribute("data-ships-by")).toBe(shipsBy);
  });
});

describe("what it costs the page", () => {
  it("three files of its own, no request to the app, none after loading", async () => {
    await open(product.path);
    await page.waitForLoadState("networkidle");
    expect(requests.filter((path) => path.startsWith("/cdn/extensions")).sort()).toEqual([
      "/cdn/extensions/backorder-notice.css",
      "/cdn/extensions/backorder-notice.js",
      "/cdn/extensions/structured-data.js",
    ]);
    expect(requests.filter((path) => path.startsWith("/apps"))).toEqual([]);
  });

  it.each([phone, desktop])("nothing jumps while loading or choosing, at $width px", async (viewport) => {
    await open(`${product.path}?theme=dawn`, { viewport });
    await page.waitForLoadState("networkidle");
    expect((await seen()).shift).toBe(0);
    for (const [value, wanted] of [
      ["Slate", "out_of_stock"],
      ["Sand", "in_stock"],
      ["Rust", "backorder"],
    ] as const) {
      await choose("dawn", value);
      await waitForState(wanted);
    }
    expect((await seen()).shift).toBe(0);
  });

  it("a short message with no form below has the room of two lines, and no more", async () => {
    shop.blockSettings["backorder-notice"] = { show_notify: false };
    const mug = shop.addProduct("Mug", [{ value: "Blue", quantity: 0, policy: "DENY" }]);
    await open(mug.path);
    const status = page.locator(".shipsby [role='status']");
    const line = await status.evaluate((box) => parseFloat(getComputedStyle(box).lineHeight));
    delete shop.blockSettings["backorder-notice"];
    expect((await status.boundingBox())!.height / line).toBeCloseTo(2, 1);
  });

  it("a product in stock is laid out as if the notice were not there", async () => {
    await open(`${product.path}?variant=${product.variantIds[1]}`);
    const withNotice = await page.locator("#product-form-main").boundingBox();
    await page.evaluate(() => document.querySelector(".shopify-app-block")!.remove());
    expect(await page.locator("#product-form-main").boundingBox()).toEqual(withNotice);
  });
});

describe("for everyone", () => {
  const situations = [
    ...themes.map((theme) => [theme, 0] as const),
    ...[1, 3, 4].map((index) => ["dawn", index] as const),
  ];

  it.each(situations)("axe finds nothing (%s theme, variant %i)", async (theme, index) => {
    await open(`${product.path}?theme=${theme}&variant=${product.variantIds[index]}`, { viewport: phone });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });

  it.each(["de", "fr", "es", "ja", "ar"])(
    "axe finds nothing in %s, and nothing is cut off at 320 px",
    async (locale) => {
      await open(`/${locale}${product.path}`, { viewport: { width: 320, height: 740 } });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      expect(await statusText()).toContain(String(Number(shipsBy.slice(8))));
    },
  );

  it.each([true, false])(
    "the terms open and close by keyboard (JavaScript: %s)",
    async (javaScriptEnabled) => {
      await open(product.path, { javaScriptEnabled });
      const button = page.getByRole("button", { name: "How backorders work" });
      await button.focus();
      await page.keyboard.press("Enter");
      const terms = page.getByRole("dialog", { name: "How backorders work" });
      await terms.waitFor();
      if (javaScriptEnabled) {
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id }) => id)).toEqual([]);
      }
      await page.keyboard.press("Escape");
      await terms.waitFor({ state: "hidden" });
      expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
      await page.keyboard.press("Enter");
      await terms.getByRole("button", { name: "Close" }).click();
      await terms.waitFor({ state: "hidden" });
    },
  );

  it("a shopper with a keyboard can choose and buy", async () => {
    await open(`${product.path}?theme=dawn`);
    await page.getByRole("radio", { name: "Olive" }).focus();
    await page.keyboard.press("ArrowRight");
    await waitForState("in_stock");
    await page.keyboard.press("ArrowLeft");
    await waitForState("backorder");
    await page.locator("[data-add]").focus();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/cart");
    await page.getByLabel("Email").fill("ada@example.com");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/thank-you/**");
    const order = Object.values(shop.state.orders).at(-1)!;
    expect(await page.locator("[data-order-name]").textContent()).toContain(order.name);
    expect(order.lineItems[0]!.variantId).toBe(product.variantIds[0]);
  });

  it("the cart and the lists are sound too", async () => {
    await open("/collections/all");
    for (const path of ["/collections/all", "/cart", "/nowhere"]) {
      await page.goto(shop.url + path);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
    // The page that is not there is a 404, which Chromium reports as an error.
    problems = problems.filter((problem) => !problem.includes("404"));
  });
});

describe("hostile names", () => {
  it("run nowhere", async () => {
    const hostile = shop.addProduct(`</script><script>window.hit=1</script>`, [
      { value: `"><img src=x onerror=window.hit=1>`, quantity: 0 },
      { value: `</template><script>window.hit=1</script>`, quantity: 3 },
    ]);
    shop.publish(hostile.id, {
      [hostile.variantIds[0]!]: { state: "<b>", ships_by: `"><script>window.hit=1</script>` },
    });
    for (const theme of themes) {
      await open(`${hostile.path}?theme=${theme}`);
      await page.waitForLoadState("networkidle");
      expect(await page.evaluate(() => "hit" in window)).toBe(false);
      expect(await page.locator("img, .shipsby b").count()).toBe(0);
      await context.close();
    }
  });
});
