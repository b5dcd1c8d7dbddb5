import { itemPayload } from "../webhooks/payloads/inventory.ts";
import { idNumber } from "../webhooks/numbers.ts";
import { productPayload } from "../webhooks/payloads/products.ts";
import { livingLocations } from "./locations.ts";
import type { Id, InventoryItem, Product, Variant } from "./model.ts";
import { changeQuantities, connect, disconnect, levelsOf } from "./quantities.ts";
import { Refusal } from "./refusal.ts";
import { newId, timestamp, type ShopState } from "./state.ts";
import { updateItem } from "./inventory.ts";

export type ProductInput = {
  title?: string | null;
  handle?: string | null;
  descriptionHtml?: string | null;
  status?: Product["status"] | null;
  vendor?: string | null;
  productType?: string | null;
  tags?: string[] | null;
  options?: { name: string; values: string[] }[] | null;
  variants?: VariantInput[] | null;
};

export type VariantInput = {
  id?: Id | null;
  optionValues?: string[] | null; // one per option, in the options' order
  sku?: string | null;
  price?: string | null;
  compareAtPrice?: string | null;
  inventoryPolicy?: Variant["inventoryPolicy"] | null;
  tracked?: boolean | null;
  requiresShipping?: boolean | null;
  quantities?: { locationId: Id; name: string; quantity: number }[] | null;
};

const defaultOptions = [{ name: "Title", values: ["Default Title"] }];

/** Creates a product, or makes an existing one what the input says; variants not named are removed. */
export function setProduct(state: ShopState, known: Product | null, input: ProductInput): Product {
  const product = known ?? newProduct(state, input);
  try {
    applyFields(state, product, input);
    if (input.options || !known) setOptions(state, product, input.options ?? defaultOptions);
    if (input.variants || !known) {
      setVariants(state, product, input.variants ?? [{ optionValues: ["Default Title"] }]);
    }
  } catch (error) {
    if (!known) delete state.products[product.id];
    throw error;
  }
  if (known) productChanged(state, product);
  else state.world.emit("products/create", () => productPayload(state, product));
  return product;
}

export function updateProduct(state: ShopState, product: Product, input: ProductInput): void {
  applyFields(state, product, input);
  productChanged(state, product);
}

export function updateVariant(state: ShopState, variant: Variant, input: VariantInput): void {
  const now = timestamp(state);
  if (input.price != null) variant.price = priceOf(input.price);
  if (input.compareAtPrice !== undefined) variant.compareAtPrice = input.compareAtPrice;
  if (input.inventoryPolicy) variant.inventoryPolicy = input.inventoryPolicy;
  if (input.optionValues) {
    variant.optionValues = input.optionValues;
    variant.title = input.optionValues.join(" / ");
  }
  variant.updatedAt = now;
  const item = state.items[variant.inventoryItemId]!;
  const change = {
    ...(input.tracked != null && { tracked: input.tracked }),
    ...(input.requiresShipping != null && { requiresShipping: input.requiresShipping }),
    ...(input.sku !== undefined && { sku: input.sku }),
  };
  if (Object.keys(change).length > 0) updateItem(state, item, change);
  setFirstQuantities(state, item, input.quantities ?? []);
}

export function deleteProduct(state: ShopState, product: Product): void {
  for (const id of product.variantIds) removeVariant(state, id);
  delete state.products[product.id];
  // Shopify sends no more than the id of what is gone.
  state.world.emit("products/delete", () => ({ id: idNumber(product.id) }));
}

/** Says that a product or something of it changed; an order for it counts as a change too. */
export function productChanged(state: ShopState, product: Product): void {
  product.updatedAt = timestamp(state);
  state.world.emit("products/update", () => productPayload(state, product));
}

function newProduct(state: ShopState, input: ProductInput): Product {
  if (!input.title?.trim()) throw new Refusal("Title can't be blank", "INVALID_INPUT", ["input", "title"]);
  const now = timestamp(state);
  const product: Product = {
    id: newId(state),
    title: input.title,
    handle: freeHandle(state, input.handle ?? handleOf(input.title)),
    descriptionHtml: "",
    status: "ACTIVE",
    vendor: state.shop.name,
    productType: "",
    tags: [],
    options: [],
    variantIds: [],
    createdAt: now,
    updatedAt: now,
  };
  state.products[product.id] = product;
  return product;
}

function applyFields(state: ShopState, product: Product, input: ProductInput): void {
  if (input.title != null) {
    if (!input.title.trim()) throw new Refusal("Title can't be blank", "INVALID_INPUT", ["input", "title"]);
    product.title = input.title;
  }
  if (input.handle != null && input.handle !== product.handle)
    product.handle = freeHandle(state, input.handle);
  if (input.descriptionHtml != null) product.descriptionHtml = input.descriptionHtml;
  if (input.status) product.status = input.status;
  if (input.vendor != null) product.vendor = input.vendor;
  if (input.productType != null) product.productType = input.productType;
  if (input.tags) product.tags = [...new Set(input.tags)];
}

function setOptions(state: ShopState, product: Product, options: { name: string; values: string[] }[]): void {
  product.options = options.map((option) => ({
    id: product.options.find((known) => known.name === option.name)?.id ?? newId(state),
    name: option.name,
    values: option.values,
  }));
}

function setVariants(state: ShopState, product: Product, inputs: VariantInput[]): void {
  const names = new Set<string>();
  const wanted = inputs.map((input, index) => {
    const values = input.optionValues ?? [];
    const field = ["input", "variants", String(index)];
    if (values.length !== product.options.length) {
      throw new Refusal("Option values must be given for every option", "INVALID_VARIANT", field);
    }
    const title = values.join(" / ");
    if (names.has(title)) {
      throw new Refusal(
        `The variant '${title}' already exists. Please change at least one option value.`,
        "INVALID_VARIANT",
        field,
      );
    }
    names.add(title);
    const known = product.variantIds
      .flatMap((id) => state.variants[id] ?? [])
      .find((variant) => variant.id === input.id || (!input.id && variant.title === title));
    if (input.id && !known) {
      throw new Refusal("Product variant does not exist", "PRODUCT_VARIANT_DOES_NOT_EXIST", [...field, "id"]);
    }
    return { input, known };
  });
  const kept = wanted.map(({ input, known }) => {
    const variant = known ?? newVariant(state, product, input);
    updateVariant(state, variant, input);
    return variant.id;
  });
  for (const id of product.variantIds) if (!kept.includes(id)) removeVariant(state, id);
  product.variantIds = kept;
}

function newVariant(state: ShopState, product: Product, input: VariantInput): Variant {
  const now = timestamp(state);
  const item: InventoryItem = {
    id: newId(state),
    sku: input.sku ?? null,
    tracked: input.tracked ?? false,
    requiresShipping: input.requiresShipping ?? true,
    variantIds: [],
    levelIds: [],
    createdAt: now,
    updatedAt: now,
  };
  state.items[item.id] = item;
  const variant: Variant = {
    id: newId(state),
    productId: product.id,
    inventoryItemId: item.id,
    title: (input.optionValues ?? []).join(" / "),
    optionValues: input.optionValues ?? [],
    sku: input.sku ?? null,
    price: "0.00",
    compareAtPrice: null,
    inventoryPolicy: "DENY",
    createdAt: now,
    updatedAt: now,
  };
  item.variantIds.push(variant.id);
  state.variants[variant.id] = variant;
  const first = livingLocations(state).find((location) => location.isActive);
  if (first && !input.quantities?.length) connect(state, item, first.id);
  state.world.emit("inventory_items/create", () => itemPayload(state, item));
  return variant;
}

function setFirstQuantities(
  state: ShopState,
  item: InventoryItem,
  quantities: { locationId: Id; name: string; quantity: number }[],
): void {
  for (const { locationId, name, quantity } of quantities) {
    if (!state.locations[locationId]) {
      throw new Refusal("The specified location could not be found.", "INVALID_INPUT", ["input", "variants"]);
    }
    if (name !== "available" && name !== "on_hand") {
      throw new Refusal("The quantity name must be available or on_hand.", "INVALID_INPUT", [
        "input",
        "variants",
      ]);
    }
    const level = connect(state, item, locationId);
    changeQuantities(state, level, { [name]: quantity - level.quantities[name] });
  }
}

function removeVariant(state: ShopState, id: Id): void {
  const variant = state.variants[id];
  if (!variant) return;
  delete state.variants[id];
  const item = state.items[variant.inventoryItemId];
  if (!item) return;
  item.variantIds = item.variantIds.filter((other) => other !== id);
  if (item.variantIds.length > 0) return;
  for (const level of levelsOf(state, item)) {
    if (level.isActive) disconnect(state, level);
    delete state.levels[level.id];
  }
  delete state.items[item.id];
  state.world.emit("inventory_items/delete", () => ({ id: idNumber(item.id) }));
}

function priceOf(price: string): string {
  if (!(Number(price) >= 0))
    throw new Refusal("Price must be greater than or equal to 0", "GREATER_THAN_OR_EQUAL_TO", ["price"]);
  return Number(price).toFixed(2);
}

export const handleOf = (title: string): string =>
  title
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

function freeHandle(state: ShopState, handle: string): string {
  const isTaken = (free: string) => Object.values(state.products).some((product) => product.handle === free);
  let free = handle;
  for (let number = 1; isTaken(free); number += 1) free = `${handle}-${number}`;
  return free;
}
