/** One line to fetch for an order. Order names only: no customer is named. */
export type PickLine = {
  order: string;
  item: string;
  sku: string | null;
  location: string;
  units: number;
  /** Of its order, after all that arrived. */
  stillOwed: number;
  onHold: boolean;
};

const columns = ["Order", "Item", "SKU", "Location", "Units", "Order is", "On hold"];

export function completeWords({ stillOwed }: { stillOwed: number }): string {
  if (stillOwed === 0) return "Complete now";
  return `Still waiting for ${stillOwed} ${stillOwed === 1 ? "unit" : "units"}`;
}

/** A spreadsheet shows every cell as text: none may become a formula. */
export function pickListCsv(picks: PickLine[]): string {
  const rows = picks.map((pick) => [
    pick.order,
    pick.item,
    pick.sku ?? "",
    pick.location,
    String(pick.units),
    completeWords(pick),
    pick.onHold ? "Yes" : "No",
  ]);
  return [columns, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

type Got = {
  title: string;
  sku: string | null;
  location: string;
  units: number;
  state: "can_ship" | "on_hold" | "releasing" | "held_by_others" | "gone";
};

/** What is to be picked of an arrival now, order after order: what has shipped since is not. */
export function picksOf(orders: { order: string; stillOwed: number; lines: Got[] }[]): PickLine[] {
  return orders.flatMap(({ order, stillOwed, lines }) =>
    lines
      .filter((l) => l.state !== "gone")
      .map(({ title: item, sku, location, units, state }) => {
        return { order, item, sku, location, units, stillOwed, onHold: state !== "can_ship" };
      }),
  );
}
