import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { ExecutionResult } from "graphql";
import { executeAdmin } from "./admin-api/execute.ts";
import { readAppConfig } from "./app-config.ts";
import { createClock, type Clock } from "./clock.ts";
import type { StandInCore, StandInOptions } from "./core.ts";
import { createFaults, type Faults } from "./faults.ts";
import { bulkRoute } from "./http/bulk-route.ts";
import { adminRoute, callerOf } from "./http/admin-route.ts";
import { oauthRoute } from "./http/oauth-route.ts";
import { clockRoute, faultsRoute, homeRoute } from "./http/control-routes.ts";
import { serve, type Route } from "./http/server.ts";
import {
  grantOptionalScopes,
  installApp,
  revokeOptionalScopes,
  scheduleRedaction,
  uninstallApp,
} from "./installation.ts";
import { createSaver, loadStandIn } from "./persistence.ts";
import { hostParam, issueIdToken, signAppProxy, signedAdminQuery } from "./session-tokens.ts";
import type { Shop } from "./shop/model.ts";
import { routeLater } from "./shop/routing.ts";
import { emptyShop, openShop, type ShopState } from "./shop/state.ts";
import { createWebhookSender, type WebhookSender } from "./webhooks/sender.ts";

export type { StandInOptions } from "./core.ts";

export type StandIn = {
  url: string;
  clock: Clock;
  shops: Map<string, ShopState>;
  staffToken: string;
  faults: Faults;
  webhooks: WebhookSender;
  core: StandInCore;
  execute(
    shop: string,
    query: string,
    variables?: object,
    as?: "staff" | { accessToken: string },
  ): Promise<ExecutionResult>;
  setAppUrl(url: string): void;
  /** The ID token App Bridge would give to the embedded app of this shop: one minute by this clock. */
  issueIdToken(shop: string, options?: { userId?: string }): string;
  /** The `host` parameter of the embedded app. */
  hostParam(shop: string): string;
  /** The signed query with which the admin opens the app in its frame. */
  signedAdminQuery(shop: string, locale?: string): URLSearchParams;
  /** The parameters of a storefront request as Shopify forwards it to the app proxy. */
  signAppProxy(shop: string, params: URLSearchParams): URLSearchParams;
  /** The merchant installs the app; otherwise the first token exchange does. */
  install(shop: string): void;
  uninstall(shop: string): void;
  grantOptionalScopes(shop: string, scopes: string[]): void;
  revokeOptionalScopes(shop: string, scopes: string[]): void;
  idle(): Promise<void>;
  stop(): Promise<void>;
};

const defaultShop: Shop = {
  domain: "demo-shop.myshopify.com",
  name: "Northern Trail Supply",
  currency: "EUR",
  timeZone: "Europe/Berlin",
  locale: "en",
  countryCode: "DE",
  email: "hello@northern-trail.example",
  plan: "Standard",
};

// Beyond 2^53, so that a client that reads ids as numbers is found out. Shops lie far apart.
const firstId = 9_007_199_254_741_000n;
const idsPerShop = 10_000_000_000n;

const lastMomentMs = 1000;

/** Starts a pretend Shopify that speaks HTTP. */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const saved = loadStandIn(options.dataFile);
  const app = readAppConfig(options.tomlPath, options.apiKey, options.apiSecret);
  const { clock, tasks } = createClock(saved?.clockOffsetMs ?? options.clockOffsetMs);
  const faults = createFaults();
  const staffToken = options.staffToken ?? saved?.staffToken ?? `shpss_${randomBytes(16).toString("hex")}`;
  const webhooks = createWebhookSender({ app, appUrl: options.appUrl, clock, tasks, faults });
  const shops = new Map<string, ShopState>();
  const saver = createSaver(options.dataFile, () => ({
    version: 1,
    staffToken,
    clockOffsetMs: clock.offsetMs(),
    shops: [...shops.values()],
  }));
  let appUrl = options.appUrl;
  let url = "";

  const core: StandInCore = {
    app,
    clock,
    tasks,
    faults,
    webhooks,
    shops,
    staffToken,
    appUrl: () => appUrl,
    url: () => url,
    changed: saver.changed,
    execute(domain, query, variables, as = "staff") {
      const shop = shops.get(domain);
      if (!shop) throw new Error(`The stand-in has no shop ${domain}.`);
      const caller = callerOf(core, shop, as === "staff" ? staffToken : as.accessToken);
      if (!caller) throw new Error("The access token is not valid.");
      return executeAdmin(core, shop, caller, { query, variables: variables ?? {} });
    },
  };

  const shopInputs = options.shops ?? [{}];
  shopInputs.forEach((input, index) => {
    const shop = { ...defaultShop, ...input };
    const data = {
      ...emptyShop(shop, app.id, firstId + BigInt(index) * idsPerShop),
      ...saved?.shops.find((known) => known.shop.domain === shop.domain),
    };
    data.app.protectedDataApproved = options.protectedDataApproved ?? data.app.protectedDataApproved;
    const state = openShop(data, {
      now: () => clock.now(),
      emit: (topic, payload) => webhooks.emit(state, topic, payload),
      after(ms, run, taskOptions) {
        const runAndSave = async () => {
          await run();
          saver.changed();
        };
        tasks.after(ms, runAndSave, taskOptions);
      },
      routingDelayMs: options.routingDelayMs ?? 150,
    });
    shops.set(shop.domain, state);
    for (const id of state.unroutedOrderIds) routeLater(state, state.orders[id]!);
  });

  const routes: Route[] = [
    adminRoute(core),
    oauthRoute(core),
    bulkRoute(core),
    faultsRoute(core),
    clockRoute(core),
    homeRoute(core),
  ];
  const server = await serve(routes, options.port);
  url = server.url;
  for (const shop of shops.values()) scheduleRedaction(core, shop);
  const known = (domain: string): ShopState => {
    const shop = shops.get(domain);
    if (!shop) throw new Error(`The stand-in has no shop ${domain}.`);
    return shop;
  };
  saver.changed();

  return {
    url,
    clock,
    shops,
    staffToken,
    faults,
    webhooks,
    core,
    execute: core.execute,
    setAppUrl(next) {
      appUrl = next;
      webhooks.setAppUrl(next);
    },
    issueIdToken: (shop, { userId } = {}) => issueIdToken(app, shop, clock.now(), userId),
    hostParam,
    signedAdminQuery: (shop, locale) => signedAdminQuery(app, shop, clock.now(), locale),
    signAppProxy(shop, params) {
      const { prefix, subpath } = app.proxy ?? { prefix: "apps", subpath: app.handle };
      return signAppProxy(app, shop, `/${prefix}/${subpath}`, params, clock.now());
    },
    install: (shop) => installApp(core, known(shop)),
    uninstall: (shop) => uninstallApp(core, known(shop)),
    grantOptionalScopes: (shop, scopes) => grantOptionalScopes(core, known(shop), scopes),
    revokeOptionalScopes: (shop, scopes) => revokeOptionalScopes(core, known(shop), scopes),
    async idle() {
      await tasks.idle();
      await webhooks.idle();
    },
    async stop() {
      // What is about to happen happens first, so that the saved state is not left half-way.
      await Promise.race([tasks.idle(), setTimeout(lastMomentMs, undefined, { ref: false })]);
      tasks.stop();
      webhooks.stop();
      await server.stop();
      saver.flush();
    },
  };
}
