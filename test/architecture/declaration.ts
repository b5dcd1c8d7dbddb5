import { readFileSync } from "node:fs";
import { parse } from "smol-toml";

/** shopify.app.toml as far as tests compare it with the code. The stand-in reads it by itself, in its own way. */
export type Declaration = {
  scopes: string[];
  optionalScopes: string[];
  webhookApiVersion: string;
  subscriptions: { topic: string; uri: string; includeFields: string[] | null; compliance: boolean }[];
  /** Files named in "Handled by:" comments. */
  handlers: string[];
};

type Toml = {
  access_scopes: { scopes: string; optional_scopes: string[] };
  webhooks: {
    api_version: string;
    subscriptions: {
      topics?: string[];
      compliance_topics?: string[];
      uri: string;
      include_fields?: string[];
    }[];
  };
};

export function readDeclaration(): Declaration {
  const text = readFileSync("shopify.app.toml", "utf8");
  const toml = parse(text) as unknown as Toml;
  return {
    scopes: toml.access_scopes.scopes.split(","),
    optionalScopes: toml.access_scopes.optional_scopes,
    webhookApiVersion: toml.webhooks.api_version,
    subscriptions: toml.webhooks.subscriptions.flatMap(
      ({ topics = [], compliance_topics = [], uri, include_fields }) =>
        [...topics, ...compliance_topics].map((topic) => ({
          topic,
          uri,
          includeFields: include_fields ?? null,
          compliance: compliance_topics.includes(topic),
        })),
    ),
    handlers: [...text.matchAll(/Handled by: (.*)/g)].flatMap(
      ([, files]) => files!.match(/app\/[\w./-]+\.ts/g) ?? [],
    ),
  };
}
