import { visit } from "graphql";
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { operationsOfTheApp } from "./operations.ts";
import { readSource } from "./source.ts";

/** Mutations that write how much there is of something, by their beginnings in Shopify's schema. */
const writesQuantities =
  /^inventory(Adjust|Set|Move|Activate|Deactivate|BulkToggle|Transfer[A-Z]|Shipment[A-Z])|^productVariant.*Bulk(Create|Reorder)/;

test("quantities are written in one place, under a key and only where so many are as somebody saw", () => {
  const found = operationsOfTheApp().flatMap(({ name, file, document }) => {
    const fields: { field: string; directives: string[] }[] = [];
    visit(document, {
      Field(node) {
        if (writesQuantities.test(node.name.value))
          fields.push({
            field: node.name.value,
            directives: (node.directives ?? []).map((d) => d.name.value),
          });
      },
    });
    // Quantities and transfers are read, too: only mutations write.
    const writes = document.definitions.some(
      (d) => d.kind === "OperationDefinition" && d.operation === "mutation",
    );
    return writes ? fields.map((f) => ({ name, file, ...f })) : [];
  });
  expect(found).toEqual([
    {
      name: "AddArrivedUnits",
      file: "app/shopify/arrivals.server.ts",
      field: "inventoryAdjustQuantities",
      directives: ["idempotent"],
    },
    {
      // A draft: nothing is reserved or moved by it. Marking it as ready would be, and is the merchant's.
      name: "DraftTransfer",
      file: "app/shopify/moves.server.ts",
      field: "inventoryTransferCreate",
      directives: ["idempotent"],
    },
  ]);
});

test("only a person's click leads there: the forms of a delivery or an order, and no job", () => {
  const importers = (of: string) =>
    globSync("app/**/*.{ts,tsx}")
      .filter((path) => !path.includes("/generated/"))
      .filter((path) =>
        readSource(path, readFileSync(path, "utf8")).imports.some(
          ({ from, typeOnly }) => !typeOnly && from.endsWith(of),
        ),
      )
      .sort();
  expect(importers("shopify/arrivals.server.ts")).toEqual(["app/flows/arrival-written.server.ts"]);
  expect(importers("/arrival-written.server.ts")).toEqual([
    "app/routes/app.incoming.$id/take.server.ts",
    "app/routes/app.incoming.$id_.receive/route.tsx",
  ]);
  expect(importers("shopify/moves.server.ts")).toEqual([
    "app/flows/rescue-moved.server.ts",
    "app/flows/transfer-drafted.server.ts",
  ]);
  expect(importers("/transfer-drafted.server.ts")).toEqual(["app/routes/app.orders.$id/route.tsx"]);
});
