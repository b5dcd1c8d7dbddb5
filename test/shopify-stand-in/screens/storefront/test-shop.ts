import { join } from "node:path";
import { setQuantities } from "../../shop/inventory.ts";
import { addLocation } from "../../shop/locations.ts";
import { resolveNamespace, setMetafields } from "../../shop/metafields.ts";
import { setProduct } from "../../shop/products.ts";
import type { ShopState } from "../../shop/state.ts";
import { startStandIn } from "../../stand-in.ts";
import { listen } from "../listening.ts";
import { startStorefront } from "./storefront.ts";
import type { BlockSettings } from "./theme-blocks.ts";

const root = join(import.meta.dirname, "../../../..");
const domain = "demo-shop.myshopify.com";

export type Stock = { value: string; quantity: number; policy?: "CONTINUE" | "DENY" };

/** What the app answers behind the proxy, if not simply what it was asked. */
export type AppAnswer = (asked: {
  path: string;
  accept: string;
  fields: URLSearchParams;
}) => { status?: number; type: string; body: string } | undefined;

/** A store with a storefront and an app behind its proxy that repeats what it is asked. */
export async function openTestShop(answerOf: AppAnswer = () => undefined) {
  const app = await listen((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { pathname } = new URL(request.url ?? "/", "http://app");
      if (pathname === "/proxy/page") {
        response
          .writeHead(200, { "content-type": "application/liquid" })
          .end("<h1>Hi from {{ shop.name }}</h1>");
        return;
      }
      const body = Buffer.concat(chunks).toString("utf8");
      const fields = new URLSearchParams(body);
      const answer = answerOf({ path: pathname, accept: request.headers.accept ?? "", fields });
      if (answer) {
        response.writeHead(answer.status ?? 200, { "content-type": answer.type }).end(answer.body);
        return;
      }
      const echo = { method: request.method, url: request.url, headers: request.headers, body };
      response.writeHead(200, { "content-type": "application/json", "set-cookie": "app=1" });
      response.end(JSON.stringify(echo));
    });
  });
  const standIn = await startStandIn({
    apiKey: "key-of-the-app",
    apiSecret: "secret-of-the-app",
    appUrl: app.url,
    tomlPath: join(root, "shopify.app.toml"),
  });
  standIn.install(domain);
  const state = standIn.shops.get(domain)!;
  const location = addLocation(state, { name: "Warehouse" });
  const blockSettings: BlockSettings = {};
  const storefront = await startStorefront({
    blockSettings,
    standIn,
    shop: domain,
    extensionDir: join(root, "extensions/backorder"),
    appUrl: app.url,
  });

  return {
    standIn,
    state,
    url: storefront.url,
    appUrl: app.url,
    /** What the merchant chose in the theme editor. */
    blockSettings,
    /** A product and its variants in order; with several options a value is written "Olive / L". */
    addProduct(title: string, stock: Stock[], options = ["Color"]) {
      const valuesOf = ({ value }: Stock) => (options.length > 1 ? value.split(" / ") : [value]);
      const product = setProduct(state, null, {
        title,
        descriptionHtml: "<p>Made for every day.</p>",
        options: options.map((name, position) => ({
          name,
          values: [...new Set(stock.map((each) => valuesOf(each)[position]!))],
        })),
        variants: stock.map((each, index) => ({
          optionValues: valuesOf(each),
          price: `${89 + index}.00`,
          inventoryPolicy: each.policy ?? "CONTINUE",
          tracked: true,
          quantities: [{ locationId: location.id, name: "available", quantity: each.quantity }],
        })),
      });
      return { ...product, path: `/products/${product.handle}` };
    },
    /** What the app publishes about a product. */
    publish: (productId: string, variants: Record<string, unknown>) =>
      publishAvailability(state, productId, variants),
    /** So many units of a variant are free from now on. */
    restock(variantId: string, quantity: number) {
      const itemId = state.variants[variantId]!.inventoryItemId;
      const change = { itemId, locationId: location.id, quantity, changeFrom: undefined, field: [] };
      setQuantities(state, "available", [change]);
    },
    /** An ISO day so many days from the store's today. */
    day: (days: number) => isoDay(state, standIn.clock.now().getTime() + days * 86_400_000),
    async stop() {
      await storefront.stop();
      await standIn.stop();
      await app.stop();
    },
  };
}

export type TestShop = Awaited<ReturnType<typeof openTestShop>>;

function publishAvailability(state: ShopState, productId: string, variants: Record<string, unknown>): void {
  setMetafields(state, [
    {
      owner: { type: "PRODUCT", id: productId },
      namespace: resolveNamespace("$app", state.appId),
      key: "availability",
      type: "json",
      value: JSON.stringify({ v: 1, at: isoDay(state, state.world.now().getTime()), variants }),
    },
  ]);
}

function isoDay(state: ShopState, moment: number): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: state.shop.timeZone }).format(moment);
}
