import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { startStandIn, type StandIn } from "../../stand-in.ts";
import { launchBrowser } from "../browser.ts";
import { startAdmin } from "./admin.ts";
import { startFakeApp } from "./fake-app.ts";

const shop = "demo-shop.myshopify.com";
const keys = { apiKey: "key-of-the-app", apiSecret: "secret-of-the-app" };

let standIn: StandIn;
let app: Awaited<ReturnType<typeof startFakeApp>>;
let admin: Awaited<ReturnType<typeof startAdmin>>;
let browser: Browser;
let page: Page;
let inApp: FrameLocator;
let failed: string[];

beforeAll(async () => {
  app = await startFakeApp({ ...keys, shop });
  standIn = await startStandIn({ ...keys, appUrl: app.url, tomlPath: "shopify.app.toml" });
  standIn.install(shop);
  admin = await startAdmin({ standIn, shop, app });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await admin?.stop();
  await standIn?.stop();
  await app?.stop();
});

beforeEach(async () => {
  failed = [];
  page = await browser.newPage();
  page.on("requestfailed", (request) => failed.push(`${request.url()} ${request.failure()?.errorText}`));
  page.on("pageerror", (error) => failed.push(error.message));
  inApp = page.frameLocator("#app-frame");
});

afterEach(async () => {
  await page.close();
});

async function openApp(path = "") {
  await page.goto(`${admin.url}/store/demo-shop/apps/shipsby${path}`);
  await inApp.getByRole("heading").waitFor();
  // The app's script may run before the page's own; the menu shows that the two sides have met.
  await page.locator("#app-links a").first().waitFor({ state: "attached" });
}

const script = <T>(source: string) => page.frame({ name: "app-iframe" })!.evaluate<T>(source);

test("the admin opens the app in its frame with a genuine id token, and nothing fails to load", async () => {
  await page.goto(admin.url);
  await inApp.getByRole("heading", { name: "/", exact: true }).waitFor();
  expect(page.url()).toBe(`${admin.url}/store/demo-shop/apps/shipsby`);
  expect(failed).toEqual([]);
});

test("the app never learns that a headless browser came through the proxy", async () => {
  await openApp();
  expect(app.seen.at(-1)!.headers["user-agent"]).not.toContain("Headless");
});

test("a deep link opens that page, and a reload keeps it", async () => {
  await openApp("/app/backorders?view=late");
  await inApp.getByRole("heading", { name: "/app/backorders" }).waitFor();
  await page.reload();
  await inApp.getByRole("heading", { name: "/app/backorders" }).waitFor();
  expect(page.url()).toBe(`${admin.url}/store/demo-shop/apps/shipsby/app/backorders?view=late`);
});

test("the app's links stand in the admin's navigation; following one reaches the app's router and the address bar", async () => {
  await openApp();
  const links = page.locator("#app-links a");
  expect(await links.allTextContents()).toEqual(["Backorders", "Settings"]);
  await links.filter({ hasText: "Settings" }).click();
  await inApp.getByRole("heading", { name: "/app/settings" }).waitFor();
  await expect.poll(() => page.url()).toBe(`${admin.url}/store/demo-shop/apps/shipsby/app/settings`);
  await expect.poll(() => links.last().getAttribute("aria-current")).toBe("page");
});

test("the app's own requests carry a fresh token, and one refused as expired is sent again", async () => {
  await openApp();
  expect(await script<string>("fetch('/api/data').then((r) => r.text())")).toBe("genuine");
  app.refuseNext();
  expect(
    await script<string>("fetch('/api/data', { method: 'POST', body: 'x' }).then((r) => r.text())"),
  ).toBe("genuine");
});

test("a document without token takes the bounce page and comes back with one", async () => {
  await openApp();
  await script("void location.assign('/app/settings?embedded=1&shop=demo-shop.myshopify.com&host=x')");
  await inApp.getByRole("heading", { name: "/app/settings" }).waitFor();
  expect(app.seen.some(({ path }) => path.startsWith("/auth/session-token"))).toBe(true);
});

test("the app opened outside the admin goes to its page in the admin", async () => {
  await page.goto(`${admin.appProxyUrl}/app/settings?shop=${shop}`);
  await inApp.getByRole("heading").waitFor();
  expect(page.url()).toBe(`${admin.url}/store/demo-shop/apps/shipsby`);
});

test("a toast shows in the admin and is announced", async () => {
  await openApp();
  await script("void shopify.toast.show('Date saved')");
  await page.getByRole("status").getByText("Date saved").waitFor();
});

test("the save bar shows in the admin and presses the app's buttons", async () => {
  await openApp();
  const bar = page.getByRole("region", { name: "Unsaved changes" });
  await script("shopify.saveBar.show('bar')");
  await bar.getByRole("button", { name: "Save" }).click();
  await inApp.getByText("saved", { exact: true }).waitFor();
  await bar.getByRole("button", { name: "Discard" }).click();
  await inApp.getByText("discarded").waitFor();
  await script("shopify.saveBar.hide('bar')");
  await bar.waitFor({ state: "hidden" });
});

test("a marked form brings the save bar by itself; unsaved changes hold back leaving until the person agrees", async () => {
  await openApp();
  const bar = page.getByRole("region", { name: "Unsaved changes" });
  await inApp.getByLabel("Note").fill("hello");
  await bar.waitFor();

  await page.getByRole("link", { name: "Orders", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stay" }).click();
  expect(await bar.isVisible()).toBe(true);

  await bar.getByRole("button", { name: "Save" }).click();
  await inApp.getByText("submitted").waitFor();
  await bar.waitFor({ state: "hidden" });
});

test("a modal covers the admin, holds the focus, and its buttons are the app's", async () => {
  await openApp();
  await script("shopify.modal.show('sure')");
  const dialog = page.getByRole("dialog", { name: "Are you sure?" });
  await dialog.frameLocator("iframe").getByText("Nothing can be undone.").waitFor();
  await dialog.getByRole("button", { name: "Do it" }).click();
  await inApp.getByText("confirmed").waitFor();
  await dialog.waitFor({ state: "hidden" });
});

test("a link to Shopify's admin leaves the app for that page", async () => {
  await openApp();
  await inApp.getByRole("link", { name: "Orders in Shopify" }).click();
  await page.getByRole("heading", { name: "Orders", exact: true }).waitFor();
  expect(page.url()).toBe(`${admin.url}/store/demo-shop/orders`);
});

test("access the app asks for is granted by the person: in the app, or on the page the library leads to", async () => {
  await openApp();
  const asking = script<{ result: string }>("shopify.scopes.request(['read_inventory_shipments'])");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  expect((await asking).result).toBe("declined-all");

  await script("void fetch('/api/needs-scope')");
  await page.getByRole("heading", { name: "Update data access" }).waitFor();
  await page.getByRole("button", { name: "Update" }).click();
  await inApp.getByRole("heading").waitFor();
  expect(standIn.shops.get(shop)!.app.grantedScopes).toContain("read_inventory_transfers");
});

test("on a phone the navigation folds into a menu", async () => {
  await page.setViewportSize({ width: 375, height: 700 });
  await openApp();
  expect(await page.locator("#navigation").isVisible()).toBe(false);
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("link", { name: "Settings" }).click();
  await inApp.getByRole("heading", { name: "/app/settings" }).waitFor();
  expect(await page.locator("#navigation").isVisible()).toBe(false);
});
