// Pictures of everything that shoppers see, in every theme, language and width, put together on sheets to look at:
// node test/theme/pictures.ts <folder>
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { languages, type Language } from "#app/domain/languages.ts";
import { defaultTexts } from "#app/domain/mail-words.ts";
import { alertMail, confirmMail } from "#app/mail/alert.server.ts";
import { launchBrowser } from "#test/shopify-stand-in/screens/browser.ts";
import { openTestShop, type TestShop } from "#test/shopify-stand-in/screens/storefront/test-shop.ts";

const themes = ["dawn", "vintage", "modern"];
const widths = [375, 1280];
const folder = process.argv[2];
if (!folder) throw new Error("Name a folder for the pictures.");
mkdirSync(folder, { recursive: true });

const shop = await openTestShop();
const browser = await launchBrowser();
const products = fillShop(shop);
for (const theme of themes)
  for (const width of widths) {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    const rows: Record<string, string[]> = {};
    for (const [state, path] of Object.entries(products))
      rows[state] = await inAll((language) => notice(page, `/${language}${path}?theme=${theme}`));
    await sheet(`product-${theme}-${width}`, rows);
    const more: Record<string, string[]> = {};
    await fillCart(page, theme);
    more["cart"] = await inAll((language) => whole(page, `/${language}/cart?theme=${theme}`, "main"));
    more["collection"] = await inAll((language) =>
      whole(page, `/${language}/collections/all?theme=${theme}`, "main"),
    );
    more["questions"] = await inAll((language) =>
      whole(page, `/${language}/pages/backorders?theme=${theme}`, "main"),
    );
    await sheet(`pages-${theme}-${width}`, more);
    await context.close();
  }
for (const colorScheme of ["light", "dark"] as const) {
  const context = await browser.newContext({ viewport: { width: 375, height: 700 }, colorScheme });
  const page = await context.newPage();
  await sheet(`mails-${colorScheme}`, {
    confirm: await inAll(async (language) => mail(page, await confirmation(language))),
    restock: await inAll(async (language) => mail(page, await restock(language))),
  });
  await context.close();
}
await browser.close();
await shop.stop();

function about(language: Language) {
  return {
    language,
    shop: "Northern Trail",
    item: "Trail pack, Olive",
    imprint: "Northern Trail GmbH\nBerlin",
  };
}

function confirmation(language: Language) {
  const until = new Date("2026-12-06T10:00:00Z");
  return confirmMail({ ...about(language), confirmUrl: shop.url, until, timeZone: "Europe/Berlin" });
}

function restock(language: Language) {
  const texts = defaultTexts[language];
  return alertMail({ ...about(language), texts, productUrl: shop.url, leaveUrl: shop.url });
}

async function mail(page: Page, { html }: { html: string }): Promise<string> {
  await page.setContent(html);
  return (await page.screenshot({ fullPage: true })).toString("base64");
}

/** One product for each thing that the notice can say. */
function fillShop(of: TestShop): Record<string, string> {
  of.blockSettings["backorder-notice"] = { show_left: true };
  of.blockSettings["cart-dates"] = { ask: true };
  const paths: Record<string, string> = {};
  const add = (state: string, quantity: number, policy: "CONTINUE" | "DENY", said: object | null) => {
    const product = of.addProduct(`Trail pack, ${state}`, [{ value: "Olive", quantity, policy }]);
    if (said) of.publish(product.id, { [product.variantIds[0]!]: said });
    paths[state] = product.path;
  };
  const day = (days: number) => of.day(days);
  add("in stock", 4, "CONTINUE", null);
  add("dated", 0, "CONTINUE", { state: "backorder", ships_by: day(21) });
  add("range", 0, "CONTINUE", { state: "backorder", ships_by: day(21), ships_from: day(16), left: 12 });
  add("undated", 0, "CONTINUE", { state: "backorder" });
  add("stale", 0, "CONTINUE", { state: "backorder", ships_by: day(-2) });
  add("made to order", 0, "CONTINUE", { state: "backorder", ships_by: day(30), made_to_order: true });
  add("expected", 0, "DENY", { state: "out_of_stock", expected: day(40) });
  add("out of stock", 0, "DENY", { state: "out_of_stock" });
  add("discontinued", 0, "DENY", { state: "discontinued" });
  return paths;
}

/** A mixed cart, and a line of which only a part is there. */
async function fillCart(page: Page, theme: string): Promise<void> {
  for (const [state, quantity] of [
    ["in stock", "6"],
    ["dated", "1"],
    ["undated", "2"],
  ] as const) {
    await page.goto(`${shop.url}${products[state]}?theme=${theme}`);
    await page.locator("#quantity").fill(quantity);
    await page.locator("[data-add]").click();
    await page.waitForURL("**/cart");
  }
}

async function inAll(take: (language: Language) => Promise<string>): Promise<string[]> {
  const pictures: string[] = [];
  for (const language of languages) pictures.push(await take(language));
  return pictures;
}

/** The notice with what stands around it. */
async function notice(page: Page, path: string): Promise<string> {
  await page.goto(shop.url + path);
  const box = await page.evaluate(() => {
    const { left, top, right, bottom } = document.querySelector(".shipsby")!.getBoundingClientRect();
    return { left, top: top + scrollY, right, bottom: bottom + scrollY };
  });
  const width = page.viewportSize()!.width;
  const left = width < 600 ? 0 : Math.max(0, box.left - 40);
  const right = width < 600 ? width : Math.min(width, box.right + 40);
  const y = Math.max(0, box.top - 90);
  const clip = {
    x: left,
    y,
    width: Math.min(width - left, Math.max(500, right - left)),
    height: box.bottom - y + 60,
  };
  return (await page.screenshot({ clip, fullPage: true })).toString("base64");
}

async function whole(page: Page, path: string, selector: string): Promise<string> {
  await page.goto(shop.url + path);
  return (await page.locator(selector).first().screenshot()).toString("base64");
}

/** Rows by what is shown, columns by language. */
async function sheet(name: string, rows: Record<string, string[]>): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1800, height: 800 } });
  const cells = Object.entries(rows).map(
    ([row, pictures]) =>
      `<h2>${row}</h2><div>${pictures.map((p) => `<img src="data:image/png;base64,${p}">`).join("")}</div>`,
  );
  await page.setContent(
    `<style>body{margin:8px;font:16px sans-serif;background:#99a}h2{margin:4px 0;font-size:16px}
      div{display:flex;gap:8px;align-items:start}img{width:calc((100% - 40px)/6)}</style>${cells.join("")}`,
  );
  await page.screenshot({ path: join(folder!, `${name}.png`), fullPage: true });
  await page.close();
  console.log(name);
}
