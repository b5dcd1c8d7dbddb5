import { Session } from "@shopify/shopify-api";
import type { DocumentNode } from "graphql";
import { readConfig } from "#app/config.server.ts";
import { shopJoined } from "#app/flows/shop-joined.server.ts";
import { patience } from "#app/queues.ts";
import { startWeb } from "#app/web.server.ts";
import { openWorld, type Process } from "#app/world.server.ts";
import { beat, startWorker } from "#app/worker/start.server.ts";
import { testDatabase, type TestDatabase } from "./setup/database.ts";
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
  /** Installs it where other processes do the work. */
  join(shop?: string): Promise<void>;
  /** Resolves when nothing is under way any more: deliveries, inbox, jobs, effects. */
  settled(): Promise<void>;
  /** What is due now by the world's clock, at once instead of at the next beat. */
  beat(): Promise<void>;
  /** Everything that the app's jobs asked of Shopify, in order. */
  asked: Asked[];
  /** Called before and after each such request: may wait, or throw what the app shall meet. */
  meddle: { before?: (asked: Asked) => Promise<void> | void; after?: (asked: Asked) => Promise<void> | void };
  close(): Promise<void>;
};

export type Asked = { shop: string; operation: string; variables: Record<string, unknown> };

/** The real app on a real database, in this process, against a stand-in of its own. */
export async function testWorld(
  options: {
    shops?: { domain: string; countryCode?: string }[];
    worker?: boolean;
    env?: Record<string, string>;
    database?: TestDatabase;
    /** How long a read waits for the other webhooks of its event: the real times would be most of a test's. */
    patience?: typeof patience;
  } = {},
): Promise<TestWorld> {
  const database = options.database ?? (await testDatabase());
  const shopify = await startStandIn({
    apiKey,
    apiSecret,
    appUrl: "http://127.0.0.1:1",
    tomlPath: "shopify.app.toml",
    routingDelayMs: 20,
    ...(options.shops && { shops: options.shops }),
  });
  shopifyIsAt(shopify.url);
  Object.assign(patience, options.patience ?? { order: 60, fulfillment_order: 120, stock: 120 });
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
  const asked: Asked[] = [];
  const meddle: TestWorld["meddle"] = {};
  app.admin = listening(app.admin, asked, meddle);
  const web = await startWeb(app);
  const stopWorker = options.worker === false ? async () => {} : await startWorker(app, app.queue);
  const webUrl = `http://127.0.0.1:${web.port}`;
  shopify.setAppUrl(webUrl);

  async function settled(): Promise<void> {
    for (let calm = 0, tries = 0; calm < 2; tries++) {
      await shopify.idle();
      const { busy, detail } = await unfinished();
      calm = busy || shopify.webhooks.counts().pending > 0 ? 0 : calm + 1;
      if (tries > 600)
        throw new Error(`The app does not come to rest: ${JSON.stringify([detail, await jobs()])}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  const jobs = () =>
    database.db
      .$queryRaw`select name, state::text, singleton_key as key, retry_count as retries, output from pgboss.job
      where state in ('created', 'retry', 'active')`;

  async function unfinished(): Promise<{ busy: boolean; detail: object }> {
    const [row] = await database.db.$queryRaw<
      { inbox: number; jobs: number; effects: number; unsettled: number }[]
    >`
      select (select count(*)::int from inbox where state = 'waiting') as inbox,
        (select count(*)::int from pgboss.job where state in ('created', 'retry', 'active')) as jobs,
        (select count(*)::int from effect where done_version < version and attempts < 3) as effects,
        (select count(*)::int from drift d join shop s using (shop) where s.installed and not d.settled) as unsettled`;
    const busy = row!.inbox + row!.jobs + row!.effects + row!.unsettled > 0;
    return { busy, detail: row! };
  }

  async function join(shop = demoShop): Promise<void> {
    const session = await exchangeToken(shopify, shop);
    await app.sessions.storeSession(session);
    await shopJoined(app, shop);
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
    join,
    async install(shop) {
      await join(shop);
      await settled();
    },
    settled,
    beat: () => beat(app),
    asked,
    meddle,
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

/** As the library does it when somebody opens the app, save that the library's clock cannot be moved. */
async function exchangeToken(shopify: StandIn, shop: string): Promise<Session> {
  const response = await fetch(`https://${shop}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      client_id: apiKey,
      client_secret: apiSecret,
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: shopify.issueIdToken(shop),
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
      expiring: "1",
    }),
  });
  const token = (await response.json()) as Record<string, string> & { expires_in: number };
  return new Session({
    id: `offline_${shop}`,
    shop,
    state: "",
    isOnline: false,
    scope: token["scope"]!,
    accessToken: token["access_token"]!,
    refreshToken: token["refresh_token"]!,
    expires: new Date(Date.now() + token.expires_in * 1000),
  });
}

/** The app's way to Shopify, with somebody listening who may break in. */
function listening(admin: Process["admin"], asked: Asked[], meddle: TestWorld["meddle"]): Process["admin"] {
  return (shop) => {
    const real = admin(shop);
    const note = async <T>(document: DocumentNode, variables: object, send: () => Promise<T>): Promise<T> => {
      const definition = document.definitions.find((d) => d.kind === "OperationDefinition");
      const one = {
        shop,
        operation: definition?.name?.value ?? "",
        variables: variables as Record<string, unknown>,
      };
      asked.push(one);
      await meddle.before?.(one);
      const answer = await send();
      await meddle.after?.(one);
      return answer;
    };
    return {
      request: (document, variables) => note(document, variables, () => real.request(document, variables)),
      requestPart: (document, variables) =>
        note(document, variables, () => real.requestPart(document, variables)),
    };
  };
}
