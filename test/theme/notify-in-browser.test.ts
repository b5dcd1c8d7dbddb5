import AxeBuilder from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser } from "#test/shopify-stand-in/screens/browser.ts";
import { openTestShop, type TestShop } from "#test/shopify-stand-in/screens/storefront/test-shop.ts";
import { choose, desktop, phone, stateIs, themes, visit, type Visit } from "./shopper.ts";

let shop: TestShop;
let browser: Browser;
let product: ReturnType<TestShop["addProduct"]>;
let slate: string;
let shopper: Visit;
/** What the app was sent, and what it answers next. */
let sent: Record<string, string>[] = [];
let answer: { state: string; message?: string } | "down" = { state: "confirm" };

beforeAll(async () => {
  shop = await openTestShop(({ path, accept, fields }) => {
    if (path !== "/proxy/notify") return undefined;
    sent.push(Object.fromEntries(fields));
    if (answer === "down") return { status: 502, type: "text/plain", body: "no" };
    if (accept.includes("json")) return { type: "application/json", body: JSON.stringify(answer) };
    return { type: "application/liquid", body: `<h1>Almost done</h1>` };
  });
  browser = await launchBrowser();
  product = shop.addProduct("Trail pack", [
    { value: "Olive", quantity: 0 },
    { value: "Sand", quantity: 5 },
    { value: "Slate", quantity: 0, policy: "DENY" },
    { value: "Rust", quantity: 0, policy: "DENY" },
    { value: "Moss", quantity: 0, policy: "DENY" },
  ]);
  slate = product.variantIds[2]!;
  shop.publish(product.id, { [product.variantIds[4]!]: { state: "discontinued" } });
});
afterAll(async () => {
  await browser?.close();
  await shop?.stop();
});
beforeEach(() => {
  sent = [];
  answer = { state: "confirm" };
});
afterEach(() => shopper.leave());

const open = async (path = `${product.path}?variant=${slate}`, options = {}) => {
  shopper = await visit(browser, shop.url + path, options);
  await shopper.page.waitForLoadState("networkidle");
};
const form = () => shopper.page.locator(".shipsby__notify");
const email = () => shopper.page.getByLabel("Email", { exact: true });
const problem = () => shopper.page.locator(".shipsby__problem").innerText();
const done = () => shopper.page.locator(".shipsby__done output").innerText();
const ask = async (address: string) => {
  await email().fill(address);
  await shopper.page.keyboard.press("Enter");
};

describe.each(themes)("in a %s product form", (theme) => {
  it("is there for what is out of stock, and only there", async () => {
    await open(`${product.path}?theme=${theme}&variant=${slate}`);
    expect(await form().isVisible()).toBe(true);
    for (const [value, state, shown] of [
      ["Sand", "in_stock", false],
      ["Olive", "backorder", false],
      ["Moss", "discontinued", false],
      ["Rust", "out_of_stock", true],
    ] as const) {
      await choose(shopper.page, theme, value);
      await stateIs(shopper.page, state);
      expect(await form().isVisible()).toBe(shown);
    }
    await ask("ada@example.com");
    await shopper.page.locator("[data-done]").waitFor();
    expect(sent[0]).toMatchObject({ variant: product.variantIds[3], email: "ada@example.com" });
  });
});

describe("asking to be told", () => {
  it("sends what the app needs, and nothing else", async () => {
    await open(`/de${product.path}?variant=${slate}`);
    await shopper.page.getByLabel("E-Mail").fill("ada@example.com");
    await shopper.page.getByRole("button", { name: "Benachrichtigen" }).click();
    await shopper.page.locator("[data-done]").waitFor();
    const { t, ...rest } = sent[0]!;
    expect(rest).toEqual({
      variant: slate,
      language: "de",
      root: "/de",
      consent: "notify.hint",
      consent_text: "Wir schreiben Ihnen einmal, wenn der Artikel wieder da ist. Abmelden mit einem Klick.",
      website: "",
      email: "ada@example.com",
    });
    expect(Number(t)).toBeGreaterThan(1_700_000_000_000);
    expect(await done()).toBe("Fast geschafft. Wir schicken Ihnen einen Link zur Bestätigung.");
    expect(shopper.requests).toContain("/de/apps/shipsby/notify");
  });

  it("records the merchant's own consent text where there is one", async () => {
    shop.blockSettings["backorder-notice"] = { notify_hint: "One mail, <b>no more</b>." };
    await open();
    expect(await form().innerText()).toContain("One mail, <b>no more</b>.");
    await ask("ada@example.com");
    await shopper.page.locator("[data-done]").waitFor();
    expect(sent[0]).toMatchObject({ consent: "own", consent_text: "One mail, <b>no more</b>." });
    delete shop.blockSettings["backorder-notice"];
  });

  it("is offered on backorder too where the merchant wants it", async () => {
    shop.blockSettings["backorder-notice"] = { notify_backorder: true };
    await open(`${product.path}?variant=${product.variantIds[0]}`);
    expect(await form().isVisible()).toBe(true);
    shop.blockSettings["backorder-notice"] = { show_notify: false };
    await shopper.page.goto(`${shop.url}${product.path}?variant=${slate}`);
    expect(await form().count()).toBe(0);
    delete shop.blockSettings["backorder-notice"];
  });

  it("says what the app says", async () => {
    answer = { state: "listed", message: "You're on the list already." };
    await open();
    await ask("ada@example.com");
    await shopper.page.locator("[data-done]").waitFor();
    expect(await done()).toBe("You're on the list already.");
  });

  it("is remembered by this browser, without the address, and can be done again with another", async () => {
    await open();
    await ask("ada@example.com");
    await shopper.page.locator("[data-done]").waitFor();
    await shopper.page.reload();
    await shopper.page.locator("[data-done]").waitFor();
    expect(await done()).toBe("You asked us to email you when it's back.");
    expect(await shopper.page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain("ada");

    await shopper.page.getByRole("button", { name: "Use another address" }).click();
    expect(await email().evaluate((field) => field === document.activeElement)).toBe(true);
    await ask("bob@example.com");
    await expect.poll(() => sent.length).toBe(2);
    expect(sent[1]).toMatchObject({ email: "bob@example.com", variant: slate });
    await choose(shopper.page, "dawn", "Rust");
    await expect.poll(() => email().isVisible()).toBe(true);
  });

  it("sends people to the product when it is in stock meanwhile", async () => {
    answer = { state: "in_stock" };
    await open();
    await ask("ada@example.com");
    await shopper.page.locator("[data-done]").waitFor();
    expect(await done()).toBe("It's in stock now.");
    await shopper.page.getByRole("link", { name: "Reload" }).click();
    await shopper.page.waitForURL(`**${product.path}?variant=${slate}`);
    expect(await email().isVisible()).toBe(true);
  });

  it.each([
    [{ state: "limited" } as const, "Too many tries. Wait a minute and try again.", false],
    [{ state: "failed" } as const, "That didn't work. Try again in a few minutes.", false],
    [{ state: "invalid" } as const, "Enter an address like name@example.com.", true],
    [{ state: "something new" } as const, "That didn't work. Try again in a few minutes.", false],
    ["down" as const, "That didn't work. Try again in a few minutes.", false],
  ])("tells of %j at the field and keeps what was typed", async (next, words, wrong) => {
    answer = next;
    await open();
    await ask("ada@example.com");
    await expect.poll(problem).toBe(words);
    expect(await email().inputValue()).toBe("ada@example.com");
    expect(await email().getAttribute("aria-invalid")).toBe(String(wrong));
    expect(await email().evaluate((field) => field === document.activeElement)).toBe(true);
    answer = { state: "confirm" };
    await shopper.page.keyboard.press("Enter");
    await shopper.page.locator("[data-done]").waitFor();
    shopper.problems.length = 0; // the 502, which Chromium reports
  });

  it.each([
    ["", "Enter your email address."],
    ["ada", "Enter an address like name@example.com."],
  ])("does not send %j", async (address, words) => {
    await open();
    await ask(address);
    expect(await problem()).toBe(words);
    expect(await email().getAttribute("aria-invalid")).toBe("true");
    expect(await email().evaluate((field) => field === document.activeElement)).toBe(true);
    expect(sent).toEqual([]);
  });

  it("works where the browser keeps nothing", async () => {
    await open();
    await shopper.page.evaluate(() =>
      Object.defineProperty(window, "localStorage", {
        get: () => {
          throw new Error("denied");
        },
      }),
    );
    await ask("ada@example.com");
    await shopper.page.locator("[data-done]").waitFor();
  });

  it("asks the app for nothing before the shopper does", async () => {
    await open();
    await email().fill("ada@example.com");
    expect(shopper.requests.filter((path) => path.includes("/apps/"))).toEqual([]);
  });
});

describe("without JavaScript", () => {
  it.each(themes)("a page in the theme answers (%s)", async (theme) => {
    await open(`${product.path}?theme=${theme}&variant=${slate}`, { javaScriptEnabled: false });
    await ask("ada@example.com");
    await shopper.page.getByRole("heading", { name: "Almost done" }).waitFor();
    expect(sent[0]).toMatchObject({ variant: slate, email: "ada@example.com", website: "", t: "" });
    expect(await shopper.page.locator("header.bar").isVisible()).toBe(true);
  });

  it("the form is not offered for what can be bought", async () => {
    await open(`${product.path}?variant=${product.variantIds[0]}`, { javaScriptEnabled: false });
    expect(await form().isVisible()).toBe(false);
  });
});

describe("for everyone", () => {
  it.each(themes)("stands right under its title, without an empty line (%s)", async (theme) => {
    await open(`${product.path}?theme=${theme}&variant=${slate}`);
    const title = await shopper.page.locator(".shipsby__status > .shipsby__title").boundingBox();
    const hint = await form().locator(".shipsby__hint").first().boundingBox();
    expect(hint!.y - (title!.y + title!.height)).toBeLessThan(title!.height);
    // And leaves with its variant, in one piece.
    await choose(shopper.page, theme, "Sand");
    await form().waitFor({ state: "hidden" });
    await choose(shopper.page, theme, "Slate");
    await form().waitFor();
  });

  it.each([phone, desktop])("nothing jumps, whatever the answer, at $width px", async (viewport) => {
    await open(undefined, { viewport });
    for (const [next, shown] of [
      [{ state: "limited" }, ".shipsby__problem:not(:empty)"],
      [{ state: "confirm" }, "[data-done]"],
    ] as const) {
      answer = next;
      await ask("ada@example.com");
      await shopper.page.locator(shown).waitFor();
    }
    await shopper.page.reload();
    await shopper.page.locator("[data-done]").waitFor();
    expect(await shopper.shift()).toBe(0);
  });

  it.each([phone, desktop])(
    "axe finds nothing, with an error and after it, at $width px",
    async (viewport) => {
      await open(undefined, { viewport });
      const violations = async () =>
        (await new AxeBuilder({ page: shopper.page }).analyze()).violations.map(({ id }) => id);
      await ask("");
      expect(await violations()).toEqual([]);
      await ask("ada@example.com");
      await shopper.page.locator("[data-done]").waitFor();
      expect(await violations()).toEqual([]);
      expect(await shopper.page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
    },
  );

  it.each(["de", "fr", "es", "ja", "ar"])("fits a phone in %s, with 44 px to touch", async (locale) => {
    await open(`/${locale}${product.path}?variant=${slate}`, { viewport: phone });
    const button = form().locator("[type='submit']");
    expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    expect((await form().locator("[type='email']").boundingBox())!.height).toBeGreaterThanOrEqual(44);
    expect(await shopper.page.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.width);
    await form().locator("[type='email']").fill("ada@example.com");
    await button.click();
    await shopper.page.locator("[data-done]").waitFor();
    // The answer has room where the form stood.
    const [box, said] = await Promise.all([
      form().boundingBox(),
      shopper.page.locator(".shipsby__done button").boundingBox(),
    ]);
    expect(said!.y + said!.height).toBeLessThanOrEqual(box!.y + box!.height + 1);
  });

  it("a keyboard gets through the form, and never into the trap", async () => {
    await open();
    await email().focus();
    await shopper.page.keyboard.press("Tab");
    expect(await shopper.page.evaluate(() => document.activeElement?.textContent)).toBe("Notify me");
    await shopper.page.keyboard.press("Shift+Tab");
    await shopper.page.keyboard.press("Shift+Tab");
    expect(await shopper.page.evaluate(() => (document.activeElement as HTMLInputElement).name)).not.toBe(
      "website",
    );
  });
});
