/**
 * The shop of the demonstration and of the story tests: who and what there is. What happened to them is in seed/.
 * Stock is what the shelves held before the first order of seed/orders.ts.
 */

export type CastVariant = {
  sku: string;
  values: string[];
  berlin: number;
  lyon: number;
  /** Sells on without stock. */
  continues?: boolean;
  price?: string;
};

export type CastProduct = {
  title: string;
  handle: string;
  type: string;
  vendor: string;
  price: string;
  description: string;
  options: string[];
  variants: Record<string, CastVariant>;
};

const trailPack = {
  title: "Trail Pack 40",
  handle: "trail-pack-40",
  type: "Backpacks",
  vendor: "Fjellverk",
  price: "89.00",
  description: "<p>A 40-litre pack for two nights out. Waxed canvas, one-hand buckle, rain cover inside.</p>",
  options: ["Color"],
  variants: {
    olive: { sku: "TP-OL", values: ["Olive"], berlin: 7, lyon: 0, continues: true },
    sand: { sku: "TP-SA", values: ["Sand"], berlin: 4, lyon: 3, continues: true },
    slate: { sku: "TP-SL", values: ["Slate"], berlin: 46, lyon: 18, continues: true },
  },
} satisfies CastProduct;

const ridgeTent = {
  title: "Ridge Tent 2",
  handle: "ridge-tent-2",
  type: "Tents",
  vendor: "Fjellverk",
  price: "329.00",
  description: "<p>Two people, four poles, up in five minutes. 2.1 kg with pegs.</p>",
  options: ["Color"],
  variants: {
    moss: { sku: "RT-MO", values: ["Moss"], berlin: 3, lyon: 0, continues: true },
    rust: { sku: "RT-RU", values: ["Rust"], berlin: 9, lyon: 4 },
  },
} satisfies CastProduct;

const headlamp = {
  title: "Headlamp Lumen 400",
  handle: "headlamp-lumen-400",
  type: "Lighting",
  vendor: "Nordlys",
  price: "44.00",
  description: "<p>400 lumens, red light for the hut, charges by USB-C.</p>",
  options: [],
  variants: { only: { sku: "LA-02", values: [], berlin: 4, lyon: 1, continues: true } },
} satisfies CastProduct;

const baseLayer = {
  title: "Merino Base Layer",
  handle: "merino-base-layer",
  type: "Clothing",
  vendor: "Ullvik",
  price: "69.00",
  description: "<p>180 g merino from a mill in the Black Forest. Does not itch, does not smell.</p>",
  options: ["Size", "Color"],
  variants: {
    smallCharcoal: { sku: "ML-S-CH", values: ["S", "Charcoal"], berlin: 22, lyon: 9 },
    smallBerry: { sku: "ML-S-BE", values: ["S", "Berry"], berlin: 14, lyon: 6 },
    mediumCharcoal: { sku: "ML-M-CH", values: ["M", "Charcoal"], berlin: 31, lyon: 12 },
    mediumBerry: { sku: "ML-M-BE", values: ["M", "Berry"], berlin: 17, lyon: 8 },
    largeCharcoal: { sku: "ML-L-CH", values: ["L", "Charcoal"], berlin: 19, lyon: 7 },
    largeBerry: { sku: "ML-L-BE", values: ["L", "Berry"], berlin: 0, lyon: 0 },
  },
} satisfies CastProduct;

const downJacket = {
  title: "Alpine Down Jacket",
  handle: "alpine-down-jacket",
  type: "Clothing",
  vendor: "Ullvik",
  price: "249.00",
  description: "<p>Recycled down, 420 g, packs into its own pocket.</p>",
  options: ["Size"],
  variants: {
    small: { sku: "DJ-S", values: ["S"], berlin: 8, lyon: 3, continues: true },
    medium: { sku: "DJ-M", values: ["M"], berlin: 11, lyon: 5, continues: true },
    large: { sku: "DJ-L", values: ["L"], berlin: 2, lyon: 0, continues: true },
  },
} satisfies CastProduct;

const poles = {
  title: "Cork Trekking Poles",
  handle: "cork-trekking-poles",
  type: "Accessories",
  vendor: "Fjellverk",
  price: "59.00",
  description: "<p>Carbon, cork grips, 480 g the pair.</p>",
  options: [],
  variants: { only: { sku: "PO-01", values: [], berlin: 38, lyon: 21 } },
} satisfies CastProduct;

const stove = {
  title: "Titanium Stove",
  handle: "titanium-stove",
  type: "Camp kitchen",
  vendor: "Nordlys",
  price: "54.00",
  description: "<p>73 g. Boils a litre in four minutes.</p>",
  options: [],
  variants: { only: { sku: "ST-01", values: [], berlin: 2, lyon: 0 } },
} satisfies CastProduct;

const mug = {
  title: "Enamel Mug",
  handle: "enamel-mug",
  type: "Camp kitchen",
  vendor: "Northern Trail",
  price: "14.00",
  description: "<p>Chips with age, as it should.</p>",
  options: ["Color"],
  variants: {
    white: { sku: "MU-WH", values: ["White"], berlin: 120, lyon: 64 },
    blue: { sku: "MU-BL", values: ["Blue"], berlin: 85, lyon: 40 },
  },
} satisfies CastProduct;

const waterFilter = {
  title: "Spring Water Filter",
  handle: "spring-water-filter",
  type: "Camp kitchen",
  vendor: "Nordlys",
  price: "39.00",
  description: "<p>1,000 litres from any brook.</p>",
  options: [],
  variants: { only: { sku: "WF-01", values: [], berlin: 4, lyon: 1, continues: true } },
} satisfies CastProduct;

const sleepingBag = {
  title: "Hut Sleeping Bag",
  handle: "hut-sleeping-bag",
  type: "Sleeping",
  vendor: "Ullvik",
  price: "189.00",
  description: "<p>Comfortable down to 2 °C, 790 g.</p>",
  options: ["Length"],
  variants: {
    regular: { sku: "SB-R", values: ["Regular"], berlin: 10, lyon: 6, continues: true },
    long: { sku: "SB-L", values: ["Long"], berlin: 1, lyon: 0, continues: true },
  },
} satisfies CastProduct;

const approachShoe = {
  title: "Granite Approach Shoe",
  handle: "granite-approach-shoe",
  type: "Footwear",
  vendor: "Fjellverk",
  price: "139.00",
  description: "<p>Sticky rubber, resoleable.</p>",
  options: ["Size"],
  variants: {
    eu40: { sku: "AS-40", values: ["40"], berlin: 6, lyon: 4 },
    eu41: { sku: "AS-41", values: ["41"], berlin: 9, lyon: 5 },
    eu42: { sku: "AS-42", values: ["42"], berlin: 0, lyon: 0 },
    eu43: { sku: "AS-43", values: ["43"], berlin: 5, lyon: 2 },
    eu44: { sku: "AS-44", values: ["44"], berlin: 3, lyon: 0 },
  },
} satisfies CastProduct;

const repairKit = {
  title: "Field Repair Kit",
  handle: "field-repair-kit",
  type: "Accessories",
  vendor: "Northern Trail",
  price: "12.00",
  description: "<p>Patches, cord, needle, a spare buckle.</p>",
  options: [],
  variants: { only: { sku: "RK-01", values: [], berlin: 240, lyon: 130 } },
} satisfies CastProduct;

export const cast = {
  shop: {
    domain: "northern-trail.myshopify.com",
    name: "Northern Trail Supply",
    currency: "EUR",
    timeZone: "Europe/Berlin",
    locale: "en",
    countryCode: "DE",
    email: "hello@northern-trail.example",
    plan: "Standard",
  },
  berlin: { name: "Berlin", city: "Berlin", countryCode: "DE", zip: "10435", address1: "Kastanienallee 12" },
  lyon: { name: "Lyon", city: "Lyon", countryCode: "FR", zip: "69001", address1: "Rue de la Martinière 8" },
  trailPack,
  ridgeTent,
  headlamp,
  baseLayer,
  downJacket,
  poles,
  stove,
  mug,
  waterFilter,
  sleepingBag,
  approachShoe,
  repairKit,
} as const;

export const products: CastProduct[] = [
  trailPack,
  ridgeTent,
  headlamp,
  baseLayer,
  downJacket,
  poles,
  stove,
  mug,
  waterFilter,
  sleepingBag,
  approachShoe,
  repairKit,
];
