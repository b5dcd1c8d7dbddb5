import type { Id } from "../domain/facts.ts";
import type { Admin } from "./admin.server.ts";
import { ShopifyRefused } from "./errors.ts";
import { graphql } from "./generated/gql.ts";
import { gid, idOf } from "./gid.ts";

const AvailableUnits = graphql(`
  query AvailableUnits($items: [ID!]!, $location: ID!) {
    nodes(ids: $items) {
      ... on InventoryItem {
        id
        inventoryLevel(locationId: $location) {
          quantities(names: ["available"]) {
            quantity
          }
        }
      }
    }
  }
`);

const AddArrivedUnits = graphql(`
  mutation AddArrivedUnits($input: InventoryAdjustQuantitiesInput!, $key: String!) {
    inventoryAdjustQuantities(input: $input) @idempotent(key: $key) {
      userErrors {
        code
        message
      }
    }
  }
`);

/** Units of items that are available at a location now; an item that is not stocked there is left out. */
export async function availableUnits(
  admin: Admin,
  itemIds: Id[],
  locationId: Id,
): Promise<Record<Id, number>> {
  const items = itemIds.map((id) => gid("InventoryItem", id));
  const { nodes } = await admin.request(AvailableUnits, { items, location: gid("Location", locationId) });
  return Object.fromEntries(
    nodes.flatMap((node) => {
      const quantity = node && "inventoryLevel" in node && node.inventoryLevel?.quantities[0]?.quantity;
      return typeof quantity === "number" && node && "id" in node ? [[idOf(node.id), quantity]] : [];
    }),
  );
}

/**
 * Adds units that arrived, all or none: where so many are available as a person saw, and once for a key however often
 * it is sent. The only place that writes quantities, and only a person's click leads here: a test holds that.
 */
export async function addArrivedUnits(
  admin: Admin,
  key: string,
  locationId: Id,
  lines: { itemId: Id; units: number; from: number }[],
): Promise<"written" | "stale" | "not_yet"> {
  const changes = lines.map(({ itemId, units, from }) => ({
    inventoryItemId: gid("InventoryItem", itemId),
    locationId: gid("Location", locationId),
    delta: units,
    changeFromQuantity: from,
  }));
  const { inventoryAdjustQuantities } = await admin.request(AddArrivedUnits, {
    key,
    input: { name: "available", reason: "received", changes },
  });
  const [problem] = inventoryAdjustQuantities?.userErrors ?? [];
  if (!problem) return "written";
  if (problem.code === "CHANGE_FROM_QUANTITY_STALE") return "stale";
  if (problem.code === "IDEMPOTENCY_CONCURRENT_REQUEST" || problem.code === "SERVICE_UNAVAILABLE")
    return "not_yet";
  throw new ShopifyRefused(problem.message, problem.code ?? undefined);
}
