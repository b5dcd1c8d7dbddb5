/** What the shop sold, oldest first. Several orders take more than there was. */

export type Channel = "web" | "pos" | "shopify_draft_order" | "Wholesale Portal";

/** What became of an order: nothing yet, shipped, shipped in part (these SKUs), canceled, or a line refunded. */
export type Fate = "open" | "shipped" | "canceled" | { shipped: string[] } | { refunded: string };

export type PastOrder = {
  daysAgo: number;
  channel: Channel;
  customer: string;
  lines: Record<string, number>; // SKU: units
  fate: Fate;
  /** Not paid yet. */
  pending?: boolean;
};

const order = (
  daysAgo: number,
  channel: Channel,
  customer: string,
  lines: Record<string, number>,
  fate: Fate,
  more: { pending?: boolean } = {},
): PastOrder => ({ daysAgo, channel, customer, lines, fate, ...more });

export const pastOrders: PastOrder[] = [
  order(41, "web", "Anke Petersen", { "TP-OL": 2, "RK-01": 1 }, "shipped"),
  order(40, "web", "Luc Moreau", { "MU-WH": 4 }, "shipped"),
  order(38, "pos", "Jonas Brandt", { "PO-01": 1 }, "shipped"),
  order(37, "web", "Sofia Ricci", { "ML-M-CH": 2, "ML-M-BE": 1 }, "shipped"),
  order(36, "Wholesale Portal", "Hütte am See GmbH", { "TP-OL": 5, "MU-BL": 12 }, "shipped"),
  order(34, "web", "Emil Novak", { "ST-01": 1 }, "shipped"),
  order(33, "web", "Clara Vogt", { "RT-MO": 1 }, "shipped"),
  order(31, "web", "Ivo Marković", { "TP-OL": 2 }, "open"),
  order(30, "shopify_draft_order", "Bergschule Allgäu", { "RT-MO": 2, "PO-01": 6 }, "shipped"),
  order(29, "web", "Nora Lind", { "DJ-L": 2 }, "shipped"),
  order(28, "web", "Paul Fischer", { "AS-41": 1 }, { refunded: "AS-41" }),
  order(27, "web", "Margaux Petit", { "SB-L": 1 }, "shipped"),
  order(26, "web", "Tom Hendriks", { "RT-MO": 1, "RK-01": 2 }, { shipped: ["RK-01"] }),
  order(24, "pos", "Leonie Kraus", { "MU-WH": 2, "MU-BL": 2 }, "shipped"),
  order(23, "web", "Aino Virtanen", { "LA-02": 2 }, "shipped"),
  order(22, "web", "Felix Baumann", { "TP-SA": 2 }, "shipped"),
  order(21, "web", "Elodie Garnier", { "DJ-L": 1 }, "open"),
  order(20, "web", "Mikkel Sørensen", { "WF-01": 3 }, "shipped"),
  order(19, "Wholesale Portal", "Hütte am See GmbH", { "LA-02": 6 }, "open"),
  order(18, "web", "Greta Holm", { "ML-S-BE": 1 }, "canceled"),
  order(17, "web", "Ivana Horvat", { "TP-OL": 1, "MU-WH": 1 }, { shipped: ["MU-WH"] }),
  order(16, "web", "Samuel Weiss", { "ST-01": 1 }, "shipped"),
  order(15, "shopify_draft_order", "Kletterclub Lyon", { "PO-01": 4 }, "shipped"),
  order(14, "web", "Hanna Berg", { "SB-L": 1 }, "open"),
  order(13, "web", "Oscar Dahl", { "AS-43": 1, "RK-01": 1 }, "shipped"),
  order(12, "pos", "Lena Roth", { "DJ-M": 1 }, "shipped"),
  order(11, "web", "Camille Laurent", { "RT-MO": 1 }, "canceled"),
  order(10, "web", "Viktor Nagy", { "LA-02": 1 }, "open"),
  order(9, "web", "Mia Schuster", { "TP-OL": 1, "TP-SL": 1 }, "open"),
  order(8, "web", "Anders Holt", { "TP-SL": 2 }, "shipped"),
  order(7, "web", "Zoé Renard", { "ML-L-CH": 1, "MU-BL": 1 }, { refunded: "MU-BL" }),
  order(6, "web", "Jakub Zeman", { "RT-RU": 1 }, "shipped"),
  order(5, "shopify_draft_order", "Bergschule Allgäu", { "TP-SA": 6 }, "open", { pending: true }),
  order(4, "web", "Ida Nyberg", { "WF-01": 1, "PO-01": 1 }, "open"),
  order(3, "web", "Rosa Keller", { "SB-L": 2 }, "open"),
  order(3, "Wholesale Portal", "Berghotel Sonnblick", { "DJ-S": 12 }, "open"),
  order(2, "web", "Nils Ekström", { "TP-OL": 1 }, "open"),
  order(2, "pos", "Marta Silva", { "MU-WH": 1 }, "shipped"),
  order(1, "web", "Elin Sand", { "AS-40": 1 }, "open"),
  order(1, "web", "Karl Oberhauser", { "SB-L": 1, "MU-BL": 2 }, "open"),
];
