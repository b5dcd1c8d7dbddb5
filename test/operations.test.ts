import { generate } from "@graphql-codegen/cli";
import { ApiVersion } from "@shopify/shopify-api";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { apiVersion } from "#app/shopify/version.ts";
import codegen from "../codegen.ts";
import { readDeclaration } from "./architecture/declaration.ts";
import {
  errorsOf,
  operationsIn,
  operationsOfTheApp,
  protectedFieldsOf,
  requirementsOf,
  schemaFile,
  schemaOf,
} from "./architecture/operations.ts";

const operations = operationsOfTheApp();
const declaration = readDeclaration();
const current = schemaOf(apiVersion);

describe("every operation", () => {
  test("is found, bulk queries included", () => {
    const names = operations.map((o) => o.name);
    expect(names).toEqual(
      expect.arrayContaining(["ReadOrder", "MetafieldsSet", "bulk query, inventoryItems"]),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(["2026-07", "2026-10"])("is valid in Shopify's official schema of %s", (version) => {
    const schema = version === apiVersion ? current : schemaOf(version);
    expect(
      operations.flatMap((o) => errorsOf(schema, o).map((error) => `${o.file}, ${o.name}: ${error}`)),
    ).toEqual([]);
  });

  test("would not pass with a field that Shopify does not have", () => {
    const text =
      "const q = graphql(`query Q { shop { name mood } }`); const bulk = `{ orders { edges { node { mood } } } }`;";
    const planted = operationsIn([{ file: "planted.ts", text }]);
    expect(planted.flatMap((o) => errorsOf(current, o)).join("\n")).toMatch(/mood.*"Shop"[^]*mood.*"Order"/);
  });

  test("reads no field that shows a customer's data", () => {
    expect(operations.flatMap((o) => protectedFieldsOf(current, o))).toEqual([]);
    const planted = operationsIn([
      { file: "planted.ts", text: "const q = graphql(`query Q { orders(first: 1) { nodes { email } } }`);" },
    ]);
    expect(planted.flatMap((o) => protectedFieldsOf(current, o))).toEqual(["Order.email"]);
  });
});

test("one API version: the constant, the library's, the toml's and the one the types were made from", () => {
  expect(ApiVersion.July26).toBe(apiVersion);
  expect(declaration.webhookApiVersion).toBe(apiVersion);
  expect(codegen.schema).toBe(schemaFile(apiVersion));
  for (const file of ["app/shopify.server.ts", "app/shopify/library.server.ts"]) {
    expect(readFileSync(file, "utf8").match(/ApiVersion\.\w+/g), file).toEqual(["ApiVersion.July26"]);
  }
});

test("the generated types are those of the operations as they are now", async () => {
  const files = (await generate({ ...codegen, silent: true }, false)) as {
    filename: string;
    content: string;
  }[];
  const stale = files.filter(({ filename, content }) => readFileSync(filename, "utf8") !== content);
  expect(files.length).toBe(3);
  expect(
    stale.map((f) => f.filename),
    "run `npm run codegen`",
  ).toEqual([]);
}, 60_000);

describe("the scopes that a merchant is asked for", () => {
  const requirements = operations.flatMap((o) =>
    requirementsOf(current, o).map((r) => ({ ...r, operation: o.name })),
  );

  /** `write_x` includes `read_x`. */
  const granted = (scopes: string[]) =>
    new Set([...scopes, ...scopes.map((s) => s.replace(/^write_/, "read_"))]);
  const refused = (scopes: string[]) =>
    requirements.filter((r) => !r.scopes.some((scope) => granted(scopes).has(scope)));

  /** Scopes that the schema's field descriptions do not ask for, and why they are needed. */
  const reasons: Record<string, string> = {
    write_products: "metafieldsSet on a product: the schema speaks of the owner's permission in prose only",
    write_orders: "metafieldsSet and tagsAdd on an order, likewise",
    read_merchant_managed_fulfillment_orders: "shows the fulfillment orders of the merchant's own locations",
    read_third_party_fulfillment_orders: "shows those of other companies' warehouses, which the former hides",
    write_app_proxy: "the [app_proxy] of the toml",
    read_all_orders:
      "a debt may be older than the 60 days that read_orders shows; optional, Shopify must approve it",
    read_inventory_transfers: "transfers and their topics; optional",
    read_inventory_shipments: "shipments and their topics; optional",
    read_inventory_shipments_received_items: "inventory_shipments/receive_items; optional",
  };

  /** Operations that are only sent where the merchant granted these optional scopes. */
  const transfers = ["read_inventory_transfers", "read_inventory_shipments"];
  const fulfillment = ["write_merchant_managed_fulfillment_orders", "write_third_party_fulfillment_orders"];
  const whereGranted: Record<string, string[]> = {
    HoldUnits: fulfillment,
    HoldAnew: fulfillment,
    ReleaseHolds: fulfillment,
    MoveUnits: fulfillment,
    MoveHeldUnits: fulfillment,
    AddArrivedUnits: ["write_inventory"],
    DraftTransfer: ["write_inventory_transfers"],
    KeepUnit: ["write_draft_orders"],
    FindKeptUnit: ["write_draft_orders"],
    KeptUnitStatus: ["write_draft_orders"],
    ReleaseUnit: ["write_draft_orders"],
    OpenDrafts: ["read_draft_orders"],
    MoreOfDraft: ["read_draft_orders"],
    CustomerTags: ["read_customers"],
    ReadTransfer: transfers,
    MoreTransferLines: transfers,
    MoreShipments: transfers,
    MoreShipmentLines: transfers,
    OpenTransfers: transfers,
  };

  test("are enough for every operation, without the optional ones where it does without", () => {
    expect(requirements.length).toBeGreaterThan(50);
    const missing = requirements.filter((r) => {
      const has = granted([...declaration.scopes, ...(whereGranted[r.operation] ?? [])]);
      return !r.scopes.some((scope) => has.has(scope));
    });
    expect(missing.map((r) => `${r.operation}, ${r.field}: ${r.text}`)).toEqual([]);
    for (const [operation, scopes] of Object.entries(whereGranted)) {
      expect(operations.map((o) => o.name)).toContain(operation);
      expect(declaration.optionalScopes).toEqual(expect.arrayContaining(scopes));
    }
  });

  test("are none too many: an operation needs each, or a reason is given here", () => {
    const asked = [...declaration.scopes, ...declaration.optionalScopes];
    const without = (scope: string) =>
      declaration.scopes.filter((s) => s !== scope && s !== scope.replace(/^read_/, "write_"));
    const needless = asked.filter((scope) => refused(without(scope)).length === 0);
    expect(needless.filter((scope) => !reasons[scope])).toEqual([]);
    expect(
      Object.keys(reasons).filter((scope) => !asked.includes(scope)),
      "reasons for what is not asked",
    ).toEqual([]);
  });

  test("would be missed if one were taken away", () => {
    expect(
      refused(declaration.scopes.filter((s) => s !== "read_inventory")).map((r) => r.operation),
    ).toContain("ReadItem");
  });
});
