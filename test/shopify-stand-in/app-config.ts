import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parse } from "smol-toml";

export type Subscription = {
  topic: string;
  uri: string;
  includeFields: string[] | null;
  name: string | null;
};

export type DeclaredMetafield = {
  ownerType: "PRODUCT" | "PRODUCTVARIANT" | "ORDER" | "SHOP";
  key: string;
  type: string;
  name: string;
  description: string | null;
  access: { admin: string; storefront: string; customerAccount: string };
};

/** The app as Shopify knows it from its shopify.app.toml. */
export type AppConfig = {
  id: string; // numeric; its reserved namespace is app--<id>
  apiKey: string;
  apiSecret: string;
  name: string;
  handle: string;
  scopes: string[];
  optionalScopes: string[];
  webhookApiVersion: string;
  subscriptions: Subscription[];
  proxy: { url: string; prefix: string; subpath: string } | null;
  metafields: DeclaredMetafield[];
};

type Toml = {
  name?: string;
  handle?: string;
  access_scopes?: { scopes?: string; optional_scopes?: string[] };
  app_proxy?: { url: string; prefix: string; subpath: string };
  webhooks?: {
    api_version?: string;
    subscriptions?: {
      topics?: string[];
      compliance_topics?: string[];
      uri: string;
      include_fields?: string[];
      filter?: string;
      name?: string;
    }[];
  };
};

const owners = { product: "PRODUCT", variant: "PRODUCTVARIANT", order: "ORDER", shop: "SHOP" } as const;

export function readAppConfig(tomlPath: string, apiKey: string, apiSecret: string): AppConfig {
  const toml = parse(readFileSync(tomlPath, "utf8")) as Toml & Record<string, unknown>;
  const subscriptions = (toml.webhooks?.subscriptions ?? []).flatMap((entry) => {
    if (entry.filter) throw new Error(`The stand-in does not implement webhook filters: ${entry.filter}`);
    return [...(entry.topics ?? []), ...(entry.compliance_topics ?? [])].map((topic) => ({
      topic,
      uri: entry.uri,
      includeFields: entry.include_fields ?? null,
      name: entry.name ?? null,
    }));
  });
  return {
    id: String(parseInt(createHash("sha256").update(apiKey).digest("hex").slice(0, 10), 16)),
    apiKey,
    apiSecret,
    name: toml.name ?? "App",
    handle: toml.handle ?? "app",
    scopes: (toml.access_scopes?.scopes ?? "")
      .split(",")
      .map((scope) => scope.trim())
      .filter(Boolean),
    optionalScopes: toml.access_scopes?.optional_scopes ?? [],
    webhookApiVersion: toml.webhooks?.api_version ?? "2026-07",
    subscriptions,
    proxy: toml.app_proxy ?? null,
    metafields: Object.entries(owners).flatMap(([section, ownerType]) => declared(toml[section], ownerType)),
  };
}

function declared(section: unknown, ownerType: DeclaredMetafield["ownerType"]): DeclaredMetafield[] {
  const own = (section as { metafields?: { app?: Record<string, Record<string, unknown>> } } | undefined)
    ?.metafields?.app;
  return Object.entries(own ?? {}).map(([key, entry]) => {
    const access = (entry.access ?? {}) as Record<string, string>;
    return {
      ownerType,
      key,
      type: String(entry.type),
      name: String(entry.name ?? key),
      description: entry.description === undefined ? null : String(entry.description),
      access: {
        admin: (access.admin ?? "merchant_read").toUpperCase(),
        storefront: (access.storefront ?? "none").toUpperCase(),
        customerAccount: (access.customer_account ?? "none").toUpperCase(),
      },
    };
  });
}
