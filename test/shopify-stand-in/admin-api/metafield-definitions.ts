import { createDefinition, deleteDefinition, valuesOf } from "../shop/metafield-definitions.ts";
import { definitionOf, resolveNamespace } from "../shop/metafields.ts";
import type { MetafieldDefinition } from "../shop/model.ts";
import { Refusal } from "../shop/refusal.ts";
import type { ShopState } from "../shop/state.ts";
import { connection } from "./connections.ts";
import type { Resolvers } from "./context.ts";
import { idOf } from "./ids.ts";
import { apiNameOf, ownerTypeOf, requireOwnerScope } from "./metafield-owners.ts";
import { id, search, text, type SearchFields } from "./search.ts";
import { answer } from "./user-errors.ts";

type Identifier = { ownerType: string; namespace?: string | null; key: string };

const searchFields: SearchFields<MetafieldDefinition> = {
  id: id((definition) => definition.id),
  key: text((definition) => definition.key),
  namespace: text((definition) => definition.namespace),
  type: text((definition) => definition.type),
};

export const resolvers: Resolvers = {
  QueryRoot: {
    metafieldDefinition: (_source, args, ctx) => identified(ctx.shop, args) ?? null,
    metafieldDefinitions: (_source, args, ctx) => {
      const namespace = args.namespace == null ? null : resolveNamespace(args.namespace, ctx.shop.appId);
      const ownerType = ownerTypeOf(args.ownerType);
      const found = Object.values(ctx.shop.metafieldDefinitions).filter(
        (definition) =>
          definition.ownerType === ownerType &&
          (namespace === null || definition.namespace === namespace) &&
          (args.key == null || definition.key === args.key) &&
          args.pinnedStatus !== "PINNED",
      );
      return connection(
        search(ctx, found, args.query, searchFields, (one) => one.name),
        args,
      );
    },
  },
  MetafieldDefinition: {
    ownerType: ({ ownerType }: MetafieldDefinition) => apiNameOf(ownerType),
    type: ({ type }: MetafieldDefinition) => ({ name: type, category: type.toUpperCase().split("_")[0] }),
    validations: () => [],
    pinnedPosition: () => null,
    constraints: () => null,
    standardTemplate: () => null,
    validationStatus: () => "ALL_VALID",
    useAsCollectionCondition: () => false,
    metafieldsCount: ({ ownerType, namespace, key }: MetafieldDefinition, _args, ctx) =>
      valuesOf(ctx.shop, ownerType, namespace, key).length,
    metafields: ({ ownerType, namespace, key }: MetafieldDefinition, args, ctx) =>
      connection(valuesOf(ctx.shop, ownerType, namespace, key), args),
  },
  Mutation: {
    metafieldDefinitionCreate: (_source, { definition }, ctx, info) => {
      const ownerType = ownerTypeOf(definition.ownerType);
      requireOwnerScope(ctx, info.fieldName, ownerType);
      return answer(info, () => {
        if (
          definition.capabilities ||
          definition.constraints ||
          definition.validations?.length ||
          definition.pin
        ) {
          throw new Refusal(
            "The stand-in does not implement capabilities, constraints, validations or pins of definitions.",
            "INVALID",
            ["definition"],
          );
        }
        const createdDefinition = createDefinition(ctx.shop, {
          ownerType,
          namespace: resolveNamespace(definition.namespace, ctx.shop.appId),
          key: definition.key,
          name: definition.name,
          description: definition.description ?? null,
          type: definition.type,
          access: {
            admin: definition.access?.admin ?? "MERCHANT_READ_WRITE",
            storefront: definition.access?.storefront ?? "NONE",
            customerAccount: definition.access?.customerAccount ?? "NONE",
          },
        });
        return { createdDefinition };
      });
    },
    metafieldDefinitionDelete: (_source, args, ctx, info) =>
      answer(info, () => {
        const found = identified(ctx.shop, args);
        if (!found) throw new Refusal("Definition not found.", "NOT_FOUND", ["id"]);
        requireOwnerScope(ctx, info.fieldName, found.ownerType);
        const { namespace, key, ownerType } = deleteDefinition(
          ctx.shop,
          found.id,
          args.deleteAllAssociatedMetafields === true,
        );
        return {
          deletedDefinitionId: `gid://shopify/MetafieldDefinition/${found.id}`,
          deletedDefinition: { namespace, key, ownerType: apiNameOf(ownerType) },
        };
      }),
  },
};

function identified(
  state: ShopState,
  args: { id?: string | null; identifier?: Identifier | null },
): MetafieldDefinition | undefined {
  if (args.identifier) {
    const { ownerType, namespace, key } = args.identifier;
    return definitionOf(state, ownerTypeOf(ownerType), resolveNamespace(namespace, state.appId), key);
  }
  return args.id == null ? undefined : state.metafieldDefinitions[idOf("MetafieldDefinition", args.id)];
}
