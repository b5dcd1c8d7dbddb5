import type { GraphQLTypeResolver } from "graphql";
import type { ExecutionContext } from "./context.ts";

const typeNames = new WeakMap<object, string>();

/** Marks a record with its GraphQL type, for fields that return an interface such as Node. */
export function typed<T extends object>(type: string, record: T): T {
  typeNames.set(record, type);
  return record;
}

export const resolveType: GraphQLTypeResolver<unknown, ExecutionContext> = (value) =>
  value !== null && typeof value === "object"
    ? ((value as { __typename?: string }).__typename ?? typeNames.get(value))
    : undefined;
