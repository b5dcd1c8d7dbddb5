/**
 * What the merchant told the app since it was installed two days ago. Days are counted from today; a SKU names the
 * units of it.
 */

/** A supplier, and what it did before the shop had any app: days late, oldest first, one delivery every so many days. */
export type PastSupplier = {
  name: string;
  leadTimeDays?: number;
  sku: string;
  everyDays: number;
  daysLate: number[];
  contact?: { name: string; email: string };
};

export const pastSuppliers: PastSupplier[] = [
  {
    name: "Fjellverk",
    leadTimeDays: 21,
    sku: "TP-OL",
    everyDays: 20,
    daysLate: [0, 2, -1, 4, 1, 6, 3, 0, 9, 2, 5, 1, 12, 3],
    contact: { name: "Astrid Moen", email: "orders@fjellverk.example" },
  },
  { name: "Ullvik", sku: "DJ-L", everyDays: 30, daysLate: [0, -1, 0, 2, 0, 1, -2, 0] },
  { name: "Nordlys", leadTimeDays: 35, sku: "LA-02", everyDays: 40, daysLate: [3, 0] },
];

/** Of whom a product is bought, by the first part of its SKUs. */
export const sources: Record<string, string> = {
  TP: "Fjellverk",
  RT: "Fjellverk",
  PO: "Fjellverk",
  DJ: "Ullvik",
  SB: "Ullvik",
  LA: "Nordlys",
};

export type OwnDelivery = {
  reference: string;
  supplier: string;
  units: Record<string, number>;
  orderedInDays: number;
  /** Absent: the supplier does not know yet. */
  inDays?: number;
  draft?: boolean;
  /** Where it is said to be, and what to know of it. */
  onTheWay?: { earliestInDays: number; notes: string };
  /** What it was put off to. */
  thenInDays?: number;
};

export const ownDeliveries: OwnDelivery[] = [
  { reference: "PO-109", supplier: "Ullvik", units: { "SB-L": 5 }, orderedInDays: -34, inDays: -1 },
  {
    reference: "PO-112",
    supplier: "Ullvik",
    units: { "DJ-L": 4, "SB-L": 3 },
    orderedInDays: -30,
    inDays: -1,
  },
  {
    reference: "PO-115",
    supplier: "Nordlys",
    units: { "LA-02": 2, "ST-01": 10 },
    orderedInDays: -33,
    inDays: 1,
    thenInDays: 3,
    onTheWay: { earliestInDays: 2, notes: "Two boxes. Ring at gate 3." },
  },
  // Shopify has a transfer of the same goods, without a day.
  { reference: "PO-124", supplier: "Nordlys", units: { "LA-02": 30 }, orderedInDays: -5, inDays: 16 },
  { reference: "PO-126", supplier: "Nordlys", units: { "WF-01": 24, "ST-01": 12 }, orderedInDays: -4 },
  {
    reference: "PO-130",
    supplier: "Fjellverk",
    units: { "TP-SL": 40, "RT-RU": 12 },
    orderedInDays: -2,
    inDays: 30,
    draft: true,
  },
];

/** Today: what was unpacked this morning, and what a supplier wrote of another delivery. */
export const unpacked = { reference: "PO-109", sku: "SB-L", arrived: 3, damaged: 1 };
export const wrote = {
  supplier: "Ullvik",
  reference: "PO-112",
  inDays: 6,
  comment: "The truck waits for its papers at the border.",
};
/** And what shoppers ordered since. */
export const orderedSince: { customer: string; sku: string; quantity: number }[] = [
  { customer: "Jana Kovář", sku: "DJ-L", quantity: 1 },
];

/** Who sends what Shopify has a transfer for, by the transfer's reference. */
export const sentBy: Record<string, string> = {
  "PO-117 Fjellverk": "Fjellverk",
  "PO-118 Ullvik": "Ullvik",
  "PO-121 Fjellverk": "Fjellverk",
};

/** And somebody moved the arrival of one of them, in Shopify. */
export const movedInShopify = { reference: "PO-118 Ullvik", inDays: 27 };
