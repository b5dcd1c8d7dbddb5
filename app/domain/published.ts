import type { Availability, Day, Id, OwedLine } from "./facts.ts";

/** The contract of docs/metafields.md. Change it only by a new `v`. */
export type PublishedAvailability = { v: 1; variants: Record<Id, PublishedVariant> };
export type PublishedVariant =
  | { state: "backorder"; ships_by?: Day; ships_from?: Day; left?: number; made_to_order?: true }
  | { state: "out_of_stock"; expected?: Day }
  | { state: "discontinued" };

export type PublishedBackorders = {
  v: 1;
  owed: number;
  lines: {
    line_item: string;
    owed: number;
    outstanding: number;
    since: string;
    ships_by: Day | null;
    promised: Day | null;
  }[];
};

type Entered = Pick<Availability, "variantId" | "state" | "shipsBy"> & {
  shipsFrom?: Day | null;
  cap?: number | null;
  madeToOrder?: boolean;
};

/** Shopify takes 128 KB of JSON. */
const roomForJson = 128 * 1024;

/**
 * Entries only for variants that are not plainly in stock. Of the 2,048 variants a product may have nearly all can
 * be sold out with a date each; where that would not fit the dates are left out, the states never.
 */
export function publishedAvailability(variants: Entered[]): PublishedAvailability {
  const published = entriesOf(variants);
  if (JSON.stringify(published).length <= roomForJson) return published;
  return entriesOf(variants.map((v) => ({ ...v, shipsBy: null, cap: null })));
}

function entriesOf(variants: Entered[]): PublishedAvailability {
  const entries = variants.flatMap((variant): [Id, PublishedVariant][] => {
    const { variantId, state, shipsBy, shipsFrom, cap, madeToOrder } = variant;
    switch (state) {
      case "in_stock":
        return [];
      case "backorder":
        return [
          [
            variantId,
            {
              state,
              ...(shipsBy && { ships_by: shipsBy }),
              ...(shipsBy && shipsFrom && shipsFrom < shipsBy && { ships_from: shipsFrom }),
              ...(cap && cap > 0 && { left: cap }),
              ...(madeToOrder && { made_to_order: true as const }),
            },
          ],
        ];
      case "out_of_stock":
        return [[variantId, shipsBy ? { state, expected: shipsBy } : { state }]];
      case "discontinued":
        return [[variantId, { state }]];
    }
  });
  return { v: 1, variants: Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** The days that shoppers can buy by. */
export function shownDays({ variants }: PublishedAvailability): { variantId: Id; day: Day }[] {
  return Object.entries(variants).flatMap(([variantId, entry]) =>
    entry.state === "backorder" && entry.ships_by ? [{ variantId, day: entry.ships_by }] : [],
  );
}

/** What an order is owed, line by line, oldest debt first. An order that was owed and is not any more says 0. */
export function publishedBackorders(
  lines: (Pick<OwedLine, "lineId" | "owed" | "outstanding" | "since"> & {
    shipsBy: Day | null;
    promised: Day | null;
  })[],
): PublishedBackorders {
  return {
    v: 1,
    owed: lines.reduce((sum, l) => sum + l.owed, 0),
    lines: lines.map((l) => ({
      line_item: `gid://shopify/LineItem/${l.lineId}`,
      owed: l.owed,
      outstanding: l.outstanding,
      since: l.since,
      ships_by: l.shipsBy,
      promised: l.promised,
    })),
  };
}
