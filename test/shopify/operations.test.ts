import { readFileSync } from "node:fs";
import { ApiVersion } from "@shopify/shopify-api";
import { buildSchema, parse, specifiedRules, validate, type DocumentNode, type GraphQLSchema } from "graphql";
import { parse as parseToml } from "smol-toml";
import { beforeAll, describe, expect, test } from "vitest";
import { bulkQueries } from "#app/shopify/bulk.server.ts";
import * as generated from "#app/shopify/generated/graphql.ts";
import { apiVersion } from "#app/shopify/version.ts";

const documents = Object.entries(generated).filter(
  (entry): entry is [string, DocumentNode] => entry[0].endsWith("Document") && typeof entry[1] === "object",
);

test("there is one API version: in the code, in shopify.app.toml and in the library", () => {
  const toml = parseToml(readFileSync("shopify.app.toml", "utf8")) as { webhooks: { api_version: string } };
  expect(toml.webhooks.api_version).toBe(apiVersion);
  expect(ApiVersion.July26).toBe(apiVersion);
});

describe.each(["2026-07", "2026-10"])("Shopify's official schema of %s", (version) => {
  let schema: GraphQLSchema;
  beforeAll(() => {
    schema = buildSchema(readFileSync(`test/shopify-stand-in/schema/admin-${version}.graphql`, "utf8"), {
      assumeValid: true,
    });
  });

  test.each(Object.entries(bulkQueries))("knows all that the export of %s asks", (_, query) => {
    expect(validate(schema, parse(query))).toEqual([]);
  });

  test.each(documents)("knows all that %s asks", (_, document) => {
    expect(validate(schema, document, specifiedRules)).toEqual([]);
  });
});

test("what the app can change in a shop is this and nothing else", () => {
  const mutations = documents.flatMap(([, document]) =>
    document.definitions.flatMap((d) =>
      d.kind === "OperationDefinition" && d.operation === "mutation"
        ? d.selectionSet.selections.flatMap((s) => (s.kind === "Field" ? [s.name.value] : []))
        : [],
    ),
  );
  const always = [
    "bulkOperationRunQuery",
    "metafieldDefinitionCreate",
    "metafieldsSet",
    "tagsAdd",
    "tagsRemove",
  ];
  const whereTheMerchantTurnedItOn = [
    ...["fulfillmentOrderHold", "fulfillmentOrderReleaseHold"],
    "productVariantsBulkUpdate",
    ...["draftOrderCreate", "draftOrderDelete"],
  ];
  // Where a line is served from, and how much there is: see test/architecture/quantities.test.ts.
  const whenSomebodyClicks = ["fulfillmentOrderMove", "inventoryAdjustQuantities", "inventoryTransferCreate"];
  expect([...new Set(mutations)].sort()).toEqual(
    [...always, ...whereTheMerchantTurnedItOn, ...whenSomebodyClicks].sort(),
  );
});
