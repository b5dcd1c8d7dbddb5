import { createHash } from "node:crypto";
import { checkKey, checkValue, LARGEST_JSON, normalized } from "./metafield-values.ts";
import type { Id, Metafield, MetafieldDefinition } from "./model.ts";
import { productChanged } from "./products.ts";
import { Refusal } from "./refusal.ts";
import { newId, timestamp, type ShopState } from "./state.ts";

export type OwnerType = Metafield["ownerType"];
export type Owner = { type: OwnerType; id: Id };

export type MetafieldInput = {
  owner: Owner | null; // null: no such owner
  namespace: string;
  key: string;
  type: string | null;
  value: string;
  /** Absent: written whatever is there. Null: only if nothing is there. Else: only if that is still there. */
  compareDigest?: string | null;
};

/** A refusal that names which input of the list it is about. */
export class MetafieldRefusal extends Refusal {
  readonly elementIndex: number;

  constructor(message: string, code: string, index: number, field?: string) {
    super(message, code, ["metafields", String(index), ...(field ? [field] : [])]);
    this.elementIndex = index;
  }
}

/** `$app` and what begins with it belong to the app; so does a namespace that was left out. */
export function resolveNamespace(namespace: string | null | undefined, appId: Id): string {
  if (namespace === null || namespace === undefined || namespace === "$app") return `app--${appId}`;
  return namespace.startsWith("$app:") ? `app--${appId}--${namespace.slice(5)}` : namespace;
}

export const digestOf = ({ type, value }: Metafield): string =>
  createHash("sha256").update(`${type}\n${value}`).digest("hex");

/** Writes all or nothing. */
export function setMetafields(state: ShopState, inputs: MetafieldInput[]): Metafield[] {
  const checked = inputs.map((input, index) => check(state, input, index));
  const written = checked.map((entry) => write(state, entry));
  announce(state, written);
  return written;
}

/** Deletes what is there; answers null for what was not. */
export function deleteMetafields(
  state: ShopState,
  wanted: { owner: Owner; namespace: string; key: string }[],
): (Metafield | null)[] {
  const deleted = wanted.map(({ owner, namespace, key }) => {
    const found = metafieldOf(state, owner, namespace, key);
    if (found) forgetMetafield(state, found);
    return found ?? null;
  });
  announce(
    state,
    deleted.filter((one) => one !== null),
  );
  return deleted;
}

export const metafieldsOf = (state: ShopState, owner: Owner): Metafield[] => [
  ...shelfOf(state, owner).values(),
];

export const metafieldOf = (
  state: ShopState,
  owner: Owner,
  namespace: string,
  key: string,
): Metafield | undefined => shelfOf(state, owner).get(`${namespace}.${key}`);

/** Takes one away for good. */
export function forgetMetafield(
  state: ShopState,
  { id, ownerType, ownerId, namespace, key }: Metafield,
): void {
  delete state.metafields[id];
  shelfOf(state, { type: ownerType, id: ownerId }).delete(`${namespace}.${key}`);
}

// Looked up for every owner that is read, so found by owner; built from the saved records when first needed.
type Shelf = Map<string, Metafield>;
const shelves = new WeakMap<ShopState, Map<string, Shelf>>();

function shelfOf(state: ShopState, owner: Owner): Shelf {
  let all = shelves.get(state);
  if (!all) {
    all = new Map();
    shelves.set(state, all);
    for (const known of Object.values(state.metafields)) shelve(all, known);
  }
  const name = `${owner.type} ${owner.id}`;
  const shelf = all.get(name) ?? new Map<string, Metafield>();
  all.set(name, shelf);
  return shelf;
}

function shelve(all: Map<string, Shelf>, metafield: Metafield): void {
  const name = `${metafield.ownerType} ${metafield.ownerId}`;
  const shelf = all.get(name) ?? new Map<string, Metafield>();
  all.set(name, shelf.set(`${metafield.namespace}.${metafield.key}`, metafield));
}

export function definitionOf(
  state: ShopState,
  ownerType: OwnerType,
  namespace: string,
  key: string,
): MetafieldDefinition | undefined {
  return Object.values(state.metafieldDefinitions).find(
    (one) => one.ownerType === ownerType && one.namespace === namespace && one.key === key,
  );
}

type Checked = { owner: Owner; namespace: string; key: string; type: string; value: string };

function check(state: ShopState, input: MetafieldInput, index: number): Checked {
  const { owner, namespace, key } = input;
  const no = (message: string, code: string, field?: string) =>
    new MetafieldRefusal(message, code, index, field);
  if (!owner) throw no("Owner does not exist", "INVALID", "ownerId");
  if (/^app--/.test(namespace) && !isOwn(state, namespace)) {
    throw no(
      "Access to this namespace and key on Metafields for this resource type is not allowed.",
      "APP_NOT_AUTHORIZED",
    );
  }
  const malformed = checkKey(namespace, key);
  if (malformed) throw no(malformed.message, malformed.code, malformed.field);

  const definition = definitionOf(state, owner.type, namespace, key);
  const existing = metafieldOf(state, owner, namespace, key);
  const type = input.type ?? definition?.type ?? existing?.type;
  if (!type) throw no("Type can't be blank", "BLANK", "type");
  if (definition && type !== definition.type) {
    throw no(
      `Type must be consistent with the definition's type: ${definition.type}.`,
      "INVALID_TYPE",
      "type",
    );
  }
  if (input.value === "") throw no("Value may not be blank", "BLANK", "value");
  const wrong = checkValue(type, input.value);
  if (wrong) throw no(wrong.message, wrong.code, wrong.field);
  if (Buffer.byteLength(input.value) > (type === "json" ? LARGEST_JSON : LARGEST_JSON / 2)) {
    throw no("Value is too large", "TOO_LONG", "value");
  }
  if (input.compareDigest !== undefined && input.compareDigest !== (existing ? digestOf(existing) : null)) {
    throw no(
      "The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.",
      "STALE_OBJECT",
    );
  }
  return { owner, namespace, key, type, value: normalized(type, input.value) };
}

function write(state: ShopState, { owner, namespace, key, type, value }: Checked): Metafield {
  const now = timestamp(state);
  const existing = metafieldOf(state, owner, namespace, key);
  if (existing) return Object.assign(existing, { type, value, updatedAt: now });
  const metafield: Metafield = {
    id: newId(state),
    ownerType: owner.type,
    ownerId: owner.id,
    namespace,
    key,
    type,
    value,
    createdAt: now,
    updatedAt: now,
  };
  state.metafields[metafield.id] = metafield;
  shelfOf(state, owner).set(`${namespace}.${key}`, metafield);
  return metafield;
}

/** A product with a changed metafield has changed, also for the app that wrote it. */
function announce(state: ShopState, changed: Metafield[]): void {
  const productIds = changed.map(({ ownerType, ownerId }) => {
    if (ownerType === "PRODUCT") return ownerId;
    return ownerType === "PRODUCTVARIANT" ? state.variants[ownerId]?.productId : undefined;
  });
  for (const id of new Set(productIds)) {
    const product = id === undefined ? undefined : state.products[id];
    if (product) productChanged(state, product);
  }
}

const isOwn = (state: ShopState, namespace: string) =>
  namespace === `app--${state.appId}` || namespace.startsWith(`app--${state.appId}--`);
