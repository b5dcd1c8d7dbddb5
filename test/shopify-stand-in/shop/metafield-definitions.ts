import type { DeclaredMetafield } from "../app-config.ts";
import { checkKey, isKnownType } from "./metafield-values.ts";
import { definitionOf, forgetMetafield, type OwnerType } from "./metafields.ts";
import type { Id, MetafieldDefinition } from "./model.ts";
import { Refusal } from "./refusal.ts";
import { newId, timestamp, type ShopState } from "./state.ts";

const PER_OWNER_AND_APP = 256;

export type DefinitionInput = Pick<
  MetafieldDefinition,
  "ownerType" | "namespace" | "key" | "name" | "description" | "type" | "access"
>;

/** Says what a metafield of this name holds. It must come before the first value. */
export function createDefinition(state: ShopState, input: DefinitionInput): MetafieldDefinition {
  const { ownerType, namespace, key } = input;
  const at = (field: string) => ["definition", field];
  const malformed = checkKey(namespace, key);
  if (malformed) throw new Refusal(malformed.message, malformed.code, at(malformed.field));
  if (!input.name.trim()) throw new Refusal("Name can't be blank", "BLANK", at("name"));
  if (!isKnownType(input.type)) {
    throw new Refusal(`Type name ${input.type} is not a valid type.`, "INCLUSION", at("type"));
  }
  if (definitionOf(state, ownerType, namespace, key)) {
    const owner =
      ownerType === "PRODUCTVARIANT" ? "Product variant" : ownerType[0] + ownerType.slice(1).toLowerCase();
    throw new Refusal(
      `Key is in use for ${owner} metafields on the '${namespace}' namespace.`,
      "TAKEN",
      at("key"),
    );
  }
  if (valuesOf(state, ownerType, namespace, key).length > 0) {
    throw new Refusal(
      "Metafields already exist for this namespace and key without a definition.",
      "UNSTRUCTURED_ALREADY_EXISTS",
      at("key"),
    );
  }
  const others = Object.values(state.metafieldDefinitions).filter((one) => one.ownerType === ownerType);
  if (others.length >= PER_OWNER_AND_APP) {
    throw new Refusal(
      "Stores can only have 256 definitions for each resource.",
      "RESOURCE_TYPE_LIMIT_EXCEEDED",
      null,
    );
  }
  const definition: MetafieldDefinition = { id: newId(state), ...input, createdAt: timestamp(state) };
  state.metafieldDefinitions[definition.id] = definition;
  return definition;
}

/** Removes a definition; its values stay without one unless they are to go too. */
export function deleteDefinition(state: ShopState, id: Id, withValues: boolean): MetafieldDefinition {
  const definition = state.metafieldDefinitions[id];
  if (!definition) throw new Refusal("Definition not found.", "NOT_FOUND", null);
  if (definition.declaredByApp) {
    throw new Refusal("The definition is managed by the app's configuration.", "APP_CONFIG_MANAGED", null);
  }
  delete state.metafieldDefinitions[id];
  if (withValues) {
    for (const value of valuesOf(state, definition.ownerType, definition.namespace, definition.key)) {
      forgetMetafield(state, value);
    }
  }
  return definition;
}

/** What the app declares in its shopify.app.toml exists in every shop that has it. */
export function declareDefinitions(state: ShopState, declared: DeclaredMetafield[]): void {
  const namespace = `app--${state.appId}`;
  for (const { ownerType, key, type, name, description, access } of declared) {
    const known = definitionOf(state, ownerType, namespace, key);
    const fields = { ownerType, namespace, key, type, name, description, access, declaredByApp: true };
    if (known) Object.assign(known, fields);
    else {
      const id = newId(state);
      state.metafieldDefinitions[id] = { id, ...fields, createdAt: timestamp(state) };
    }
  }
}

export function valuesOf(state: ShopState, ownerType: OwnerType, namespace: string, key: string) {
  return Object.values(state.metafields).filter(
    (one) => one.ownerType === ownerType && one.namespace === namespace && one.key === key,
  );
}
