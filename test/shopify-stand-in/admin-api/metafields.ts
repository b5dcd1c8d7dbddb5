import {
  definitionOf,
  deleteMetafields,
  digestOf,
  MetafieldRefusal,
  metafieldOf,
  metafieldsOf,
  resolveNamespace,
  setMetafields,
  type MetafieldInput,
  type OwnerType,
} from "../shop/metafields.ts";
import { jsonValue } from "../shop/metafield-values.ts";
import type { Metafield } from "../shop/model.ts";
import { connection } from "./connections.ts";
import type { ExecutionContext, Resolver, Resolvers } from "./context.ts";
import {
  apiNameOf,
  graphqlTypeOf,
  ownerGid,
  ownerOf,
  ownerRecord,
  ownerTypes,
  requireOwnerScope,
} from "./metafield-owners.ts";

const MOST = 25;

type SetInput = {
  ownerId: string;
  namespace?: string | null;
  key: string;
  type?: string | null;
  value: string;
  compareDigest?: string | null;
};

/** The same two fields on every type that has metafields. */
const onEveryOwner = Object.fromEntries(
  ownerTypes.map((type) => [graphqlTypeOf(type), { metafield: one(type), metafields: many(type) }]),
);

export const resolvers: Resolvers = {
  ...onEveryOwner,
  Metafield: {
    compareDigest: (metafield: Metafield) => digestOf(metafield),
    jsonValue: ({ type, value }: Metafield) => jsonValue(type, value),
    ownerType: ({ ownerType }: Metafield) => apiNameOf(ownerType),
    owner: ({ ownerType, ownerId }: Metafield, _args, ctx) =>
      ownerRecord(ctx.shop, { type: ownerType, id: ownerId }),
    sizeInBytes: ({ value }: Metafield) => Buffer.byteLength(value),
    reference: () => null,
    references: () => null,
    definition: ({ ownerType, namespace, key }: Metafield, _args, ctx) =>
      definitionOf(ctx.shop, ownerType, namespace, key) ?? null,
  },
  Mutation: {
    metafieldsSet: (_source, { metafields }, ctx) => set(ctx, metafields as SetInput[]),
    metafieldsDelete: (_source, { metafields }, ctx) => {
      const inputs = (metafields as { ownerId: string; namespace: string; key: string }[]).map((input) => ({
        owner: ownerOf(ctx, input.ownerId),
        namespace: resolveNamespace(input.namespace, ctx.shop.appId),
        key: input.key,
      }));
      for (const { owner } of inputs) if (owner) requireOwnerScope(ctx, "metafieldsDelete", owner.type);
      const wanted = inputs.map(({ owner, ...rest }) => (owner ? { owner, ...rest } : null));
      const deleted = wanted.map((entry) => (entry ? deleteMetafields(ctx.shop, [entry])[0]! : null));
      return {
        deletedMetafields: deleted.map(
          (metafield) =>
            metafield && {
              ownerId: ownerGid({ type: metafield.ownerType, id: metafield.ownerId }),
              namespace: metafield.namespace,
              key: metafield.key,
            },
        ),
        userErrors: [],
      };
    },
  },
};

function set(ctx: ExecutionContext, inputs: SetInput[]): object {
  if (inputs.length > MOST) {
    const message = `Exceeded the maximum metafields input limit of ${MOST}.`;
    return refused({ field: ["metafields"], message, code: "LESS_THAN_OR_EQUAL_TO", elementIndex: null });
  }
  const wanted = inputs.map((input): MetafieldInput => {
    const owner = ownerOf(ctx, input.ownerId);
    if (owner) requireOwnerScope(ctx, "metafieldsSet", owner.type);
    return {
      owner,
      namespace: resolveNamespace(input.namespace, ctx.shop.appId),
      key: input.key,
      type: input.type ?? null,
      value: input.value,
      ...("compareDigest" in input ? { compareDigest: input.compareDigest ?? null } : {}),
    };
  });
  try {
    return { metafields: setMetafields(ctx.shop, wanted), userErrors: [] };
  } catch (refusal) {
    if (!(refusal instanceof MetafieldRefusal)) throw refusal;
    const { field, message, code, elementIndex } = refusal;
    return refused({ field, message, code, elementIndex });
  }
}

const refused = (error: object) => ({ metafields: [], userErrors: [error] });

// A shop's source is its whole state, an installation's a stand-in for it; all have their id as `id`.
function one(type: OwnerType): Resolver {
  return (source: { id: string }, { namespace, key }, ctx) =>
    metafieldOf(ctx.shop, { type, id: source.id }, resolveNamespace(namespace, ctx.shop.appId), key) ?? null;
}

function many(type: OwnerType): Resolver {
  return (source: { id: string }, args, ctx) => {
    const namespace = args.namespace == null ? null : resolveNamespace(args.namespace, ctx.shop.appId);
    const keys = args.keys as string[] | null | undefined;
    const found = metafieldsOf(ctx.shop, { type, id: source.id }).filter(
      (metafield) =>
        (namespace === null || metafield.namespace === namespace) &&
        (!keys || keys.includes(metafield.key) || keys.includes(`${metafield.namespace}.${metafield.key}`)),
    );
    return connection(found, args);
  };
}
