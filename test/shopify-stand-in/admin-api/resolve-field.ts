import { GraphQLError, type GraphQLFieldResolver } from "graphql";
import type { ExecutionContext } from "./context.ts";
import { gid } from "./ids.ts";
import { fieldGuards, resolverOf } from "./registry.ts";

/**
 * One resolver for all fields: the registered one, else the property of that name, else a clear error.
 * Never null for something the stand-in does not know.
 */
export const resolveField: GraphQLFieldResolver<unknown, ExecutionContext> = (source, args, ctx, info) => {
  for (const guard of fieldGuards) guard(source, ctx, info);
  const type = info.parentType.name;
  const resolver = resolverOf(type, info.fieldName);
  if (resolver) return resolver(source, args, ctx, info);

  if (source !== null && typeof source === "object") {
    const record = source as Record<string, unknown>;
    if (info.fieldName === "id" && typeof record.id === "string") {
      return record.id.startsWith("gid://") ? record.id : gid(type, record.id);
    }
    if (info.fieldName === "legacyResourceId" && typeof record.id === "string") return record.id;
    if (info.fieldName in record) return record[info.fieldName];
    if (/(Payload|UserError)$/.test(type)) return null;
  }
  throw new GraphQLError(`The stand-in does not implement ${type}.${info.fieldName}`, {
    extensions: { code: "NOT_IMPLEMENTED_BY_STAND_IN" },
  });
};
