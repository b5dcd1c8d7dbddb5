/** What is on its way. A transfer without a shipment has no date: Shopify knows none. */
export type Delivery = {
  reference: string;
  to: "berlin" | "lyon";
  orderedDaysAgo: number;
  units: Record<string, number>; // SKU: units
  shipment?: { arrivesInDays: number; company: string; trackingNumber: string };
};

export const deliveries: Delivery[] = [
  {
    reference: "PO-117 Fjellverk",
    to: "berlin",
    orderedDaysAgo: 24,
    units: { "TP-OL": 24, "RT-MO": 10 },
    shipment: { arrivesInDays: 9, company: "DHL Freight", trackingNumber: "DF4471208" },
  },
  {
    reference: "PO-118 Ullvik",
    to: "berlin",
    orderedDaysAgo: 18,
    units: { "DJ-L": 12, "SB-L": 8 },
    shipment: { arrivesInDays: 21, company: "DB Schenker", trackingNumber: "SCH-908812" },
  },
  {
    reference: "PO-121 Fjellverk",
    to: "lyon",
    orderedDaysAgo: 6,
    units: { "TP-SA": 20 },
    shipment: { arrivesInDays: 5, company: "Geodis", trackingNumber: "GD7730015" },
  },
  { reference: "PO-124 Nordlys", to: "berlin", orderedDaysAgo: 3, units: { "LA-02": 30 } },
];
