import { RequestedTokenType } from "@shopify/shopify-api";
import { readConfig } from "#app/config.server.ts";
import { shopJoined } from "#app/flows/shop-joined.server.ts";
import { shopifyLibrary } from "#app/shopify/library.server.ts";
import { startWeb } from "#app/web.server.ts";
import { openWorld, type Process } from "#app/world.server.ts";
import { beat, startWorker } from "#app/worker/start.server.ts";
import { testDatabase } from "./setup/database.ts";
import { shopifyIsAt } from "./setup/shopify-fetch.ts";
import { startStandIn, type StandIn } from "./shopify-stand-in/stand-in.ts";

export const apiKey = "test-client-id";
export const apiSecret = "test-client-secret";
export const demoShop = "demo-shop.myshopify.com";

export type TestWorld = {
  shopify: StandIn;
  app: Process;
  webUrl: string;
  /** A staff member or another app acts on the shop through the official API. Throws on errors of any kind. */
  staff<T = Record<string, unknown>>(query: string, variables?: object, shop?: string): Promise<T>;
  /** Installs the app as opening it in the admin does, and waits for the first import. */
  install(shop?: string): Promise<void>;
  /** Resolves when nothing is under way any more: deliveries, inbox, jobs, effects. */
  settled(): Promise<void>;
  /** What is due now by the world's clock, at once instead of at the next beat. */
  beat(): Promise<void>;
  close(): Promise<void>;
};

/** The real app on a real database, in this process, against a stand-in of its own. */
export async function testWorld(options: { shops?: { domain: string }[]; worker?: boolean; env?: Record<string, string> } = {}): Promise<TestWorld> {
  const database = await testDatabase();
  const shopify = await startStandIn({
    apiKey,
    apiSecret,
    appUrl: "http://127.0.0.1:1",
    tomlPath: "shopify.app.toml",
    routingDelayMs: 20,
    ...(options.shops && { shops: options.shops }),
  });
  shopifyIsAt(shopify.url);
  const config = readConfig({
    SHOPIFY_API_KEY: apiKey,
    SHOPIFY_API_SECRET: apiSecret,
    SHOPIFY_APP_URL: "https://shipsby.test",
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString("base64"),
    PORT: "0",
    HOST: "127.0.0.1",
    LOG_LEVEL: process.env["TEST_LOG"] ?? "silent",
    ...options.env,
  });
  const app = await openWorld(config, database.url);
  app.now = () => shopify.clock.now();
  const web = await startWeb(app);
  const stopWorker = options.worker === false ? async () => {} : await startWorker(app, app.queue);
  const webUrl = `http://127.0.0.1:${web.port}`;
  shopify.setAppUrl(webUrl);

  async function settled(): Promise<void> {
    for (let calm = 0, tries = 0; calm < 2; tries++) {
      await shopify.idle();
      const { busy, detail } = await unfinished();
      calm = busy ? 0 : calm + 1;
      if (tries > 600) throw new Error(`The app does not come to rest: ${detail}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  async function unfinished(): Promise<{ busy: boolean; detail: string }> {
    const [row] = await database.db.$queryRaw<{ inbox: number; jobs: number; effects: number }[]>`
      select (select count(*)::int from inbox where state = 'waiting') as inbox,
        (select count(*)::int from pgboss.job where state in ('created', 'retry', 'active')) as jobs,
        (select count(*)::int from effect where done_version < version and attempts < 3) as effects`;
    const busy = row!.inbox + row!.jobs + row!.effects > 0;
    return { busy, detail: JSON.stringify(row) };
  }

  return {
    shopify,
    app,
    webUrl,
    async staff(query, variables = {}, shop = demoShop) {
      const { data, errors } = await shopify.execute(shop, query, variables);
      if (errors?.length) throw new Error(errors.map((e) => e.message).join("; "));
      for (const payload of Object.values(data ?? {})) {
        const refused = (payload as { userErrors?: { message: string }[] } | null)?.userErrors ?? [];
        if (refused.length > 0) throw new Error(refused.map((e) => e.message).join("; "));
      }
      return JSON.parse(JSON.stringify(data)) as never;
    },
    async install(shop = demoShop) {
      const { session } = await shopifyLibrary(config).auth.tokenExchange({
        shop,
        sessionToken: shopify.issueIdToken(shop),
        requestedTokenType: RequestedTokenType.OfflineAccessToken,
        expiring: true,
      });
      await app.sessions.storeSession(session);
      await shopJoined(app, shop);
      await settled();
    },
    settled,
    beat: () => beat(app),
    async close() {
      await web.stop();
      await stopWorker();
      await app.close();
      await shopify.stop();
      shopifyIsAt(undefined);
      await database.close();
    },
  };
}
