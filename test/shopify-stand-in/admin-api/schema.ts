import { readFileSync } from "node:fs";
import { buildSchema, GraphQLError, GraphQLScalarType, type GraphQLSchema } from "graphql";

let built: GraphQLSchema | undefined;

/** Shopify's official Admin schema 2026-07, built once per process. */
export function adminSchema(): GraphQLSchema {
  if (built) return built;
  const sdl = readFileSync(new URL("../schema/admin-2026-07.graphql", import.meta.url), "utf8");
  built = buildSchema(sdl, { assumeValidSDL: true });
  checkTimes(built);
  return built;
}

/** The SDL carries no rules for scalars; a malformed time must still be refused. */
function checkTimes(schema: GraphQLSchema): void {
  const type = schema.getType("DateTime");
  if (!(type instanceof GraphQLScalarType)) return;
  type.parseValue = (value) => {
    if (typeof value !== "string" || Number.isNaN(Date.parse(value))) {
      throw new GraphQLError(`${JSON.stringify(value)} is not a valid DateTime`);
    }
    return value;
  };
  type.parseLiteral = (node) => type.parseValue("value" in node ? node.value : null);
  // Shopify shows times in whole seconds.
  type.serialize = (value) => new Date(value as string | Date).toISOString().replace(/\.\d+Z$/, "Z");
}
