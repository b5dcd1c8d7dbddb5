import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { launchBrowser } from "#test/shopify-stand-in/screens/browser.ts";
import { startStorefront } from "#test/shopify-stand-in/screens/storefront/storefront.ts";
import { openTestShop, type TestShop } from "#test/shopify-stand-in/screens/storefront/test-shop.ts";
import { demoShop } from "#test/world.ts";
import { alternate, type Lab } from "./measure.ts";
import { pagePoints, type Loading } from "./page-points.ts";

const extension = join(import.meta.dirname, "../../extensions/backorder");

type Load = { script: number; shift: number; points: number; requests: string[]; html: number };

/** What the notice costs a product page: the same page with and without it, in Chromium slowed down four times. */
export default async function storefront(lab: Lab): Promise<void> {
  sizes(lab);
  const shop = await openTestShop();
  const bareExtension = emptyBlock();
  const bare = await startStorefront({
    standIn: shop.standIn,
    shop: demoShop,
    extensionDir: bareExtension,
    appUrl: shop.appUrl,
  });
  const browser = await launchBrowser();
  const path = productOn(shop);
  const pages = {
    with: () => load(browser, shop.url + path),
    without: () => load(browser, bare.url + path),
    "with a box that comes late": () => load(browser, shop.url + path, lateBox),
  };
  const modes = Object.keys(pages) as (keyof typeof pages)[];
  // The first page of a browser pays for the browser.
  for (const mode of modes) await pages[mode]();
  const loads = await alternate({ ...lab, rounds: lab.quick ? 5 : 11 }, modes, (mode) => pages[mode]());
  await browser.close();
  await bare.stop();
  await shop.stop();
  rmSync(bareExtension, { recursive: true });

  const of = (what: "script" | "shift" | "html") =>
    loads.with.map((load, n) => load[what] - loads.without[n]![what]);
  const extra = loads.with.map((load) => load.requests.length - loads.without[0]!.requests.length);
  const assets = (load: Load) => load.requests.filter((path) => path.startsWith("/cdn/extensions/"));
  lab.find({
    what: "requests for its scripts and stylesheet",
    unit: "",
    values: loads.with.map((l) => assets(l).length),
    goal: { atMost: 3 },
    kind: "count",
  });
  lab.find({
    what: "other requests before the shopper acts",
    unit: "",
    values: extra.map((n, i) => n - assets(loads.with[i]!).length),
    goal: { atMost: 0 },
    kind: "count",
  });
  lab.find({
    what: "script time, four times slowed down",
    unit: "ms more",
    values: of("script").map((s) => s * 1000),
    goal: { atMost: 5 },
  });
  lab.find({ what: "layout shift", unit: "", values: loads.with.map((l) => l.shift), goal: { atMost: 0 } });
  lab.find({
    what: "Lighthouse-like points, on a slow phone",
    unit: "points fewer",
    values: loads.with.map((l, n) => loads.without[n]!.points - l.points),
    goal: { atMost: 1 },
  });
  lab.find({ what: "HTML of the page, gzip", unit: "bytes more", values: of("html") });
  lab.find({
    what: "control: points with a box that comes late",
    unit: "points fewer",
    values: loads["with a box that comes late"].map((l, n) => loads.without[n]!.points - l.points),
    goal: { atMost: 1 },
    kind: "control",
  });
  lab.find({
    what: "control: layout shift with a box that comes late",
    unit: "",
    values: loads["with a box that comes late"].map((l) => l.shift),
    goal: { atMost: 0 },
    kind: "control",
  });
}

function sizes(lab: Lab): void {
  const bytesOf = (folder: string, compressed: boolean) =>
    readdirSync(join(extension, folder)).map((name) => {
      const bytes = readFileSync(join(extension, folder, name));
      return { name, size: compressed ? gzipSync(bytes).length : bytes.length };
    });
  for (const { name, size } of bytesOf("assets", true)) {
    lab.find({ what: `${name}, gzip`, unit: "bytes", values: [size], goal: { atMost: 3000 }, kind: "count" });
  }
  const liquid = [...bytesOf("blocks", false), ...bytesOf("snippets", false)];
  const sum = liquid.reduce((total, { size }) => total + size, 0);
  lab.find({ what: "Liquid", unit: "bytes", values: [sum], goal: { atMost: 100_000 }, kind: "count" });
}

/** One variant in stock, one on backorder with its day, one sold out. */
function productOn(shop: TestShop): string {
  const product = shop.addProduct("Trail pack", [
    { value: "Olive", quantity: 0 },
    { value: "Sand", quantity: 5 },
    { value: "Slate", quantity: 0, policy: "DENY" },
  ]);
  const [olive, , slate] = product.variantIds;
  shop.publish(product.id, {
    [olive!]: { state: "backorder", ships_by: shop.day(21) },
    [slate!]: { state: "out_of_stock", expected: shop.day(40) },
  });
  return product.path;
}

/** An extension whose block shows nothing: the page is the same but for the notice. */
function emptyBlock(): string {
  const folder = mkdtempSync(join(tmpdir(), "shipsby-bare-"));
  for (const name of ["blocks", "snippets", "locales", "assets"]) mkdirSync(join(folder, name));
  const schema = JSON.stringify({ name: "Nothing", target: "section", settings: [] });
  writeFileSync(join(folder, "blocks/backorder-notice.liquid"), `{% schema %}${schema}{% endschema %}`);
  writeFileSync(join(folder, "locales/en.default.json"), "{}");
  return folder;
}

async function load(browser: Browser, url: string, also?: () => void): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 375, height: 740 } });
  const page = await context.newPage();
  const requests: string[] = [];
  page.on("request", (request) => requests.push(new URL(request.url()).pathname));
  const devtools = await context.newCDPSession(page);
  await devtools.send("Performance.enable");
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await devtools.send("Network.enable");
  // Lighthouse's slow 4G.
  const slow = { latency: 150, downloadThroughput: 204_800, uploadThroughput: 93_750 };
  await devtools.send("Network.emulateNetworkConditions", { offline: false, ...slow });
  await page.addInitScript(watchLoading);
  if (also) await page.addInitScript(also);
  const response = await page.goto(url, { waitUntil: "networkidle" });
  const { metrics } = await devtools.send("Performance.getMetrics");
  const script = metrics.find((m) => m.name === "ScriptDuration")?.value ?? NaN;
  const loading = await page.evaluate(() => (window as unknown as { loading: Loading }).loading);
  const html = gzipSync((await response?.body()) ?? "").length;
  await context.close();
  return { script, shift: loading.shift, points: pagePoints(loading), requests, html };
}

function watchLoading(): void {
  const loading = { firstPaint: 0, largestPaint: 0, blocked: 0, shift: 0 };
  (window as unknown as { loading: Loading }).loading = loading;
  const watch = (type: string, see: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({ type, buffered: true });
  watch("layout-shift", (entry) => (loading.shift += (entry as PerformanceEntry & { value: number }).value));
  watch("largest-contentful-paint", (entry) => (loading.largestPaint = entry.startTime));
  watch("longtask", (entry) => (loading.blocked += Math.max(0, entry.duration - 50)));
  watch("paint", (entry) => {
    if (entry.name === "first-contentful-paint") loading.firstPaint = entry.startTime;
  });
}

function lateBox(): void {
  addEventListener("load", () => {
    const box = document.createElement("div");
    box.style.height = "200px";
    setTimeout(() => document.body.prepend(box), 100);
  });
}
