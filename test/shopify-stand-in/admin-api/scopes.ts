import { readFileSync } from "node:fs";
import { getNamedType, GraphQLError, isObjectType, type GraphQLResolveInfo } from "graphql";
import type { ExecutionContext } from "./context.ts";

type Requirement = { scopes: string[]; text: string };
type ScopeData = {
  requirements: Requirement[];
  types: Record<string, number>;
  fields: Record<string, number>;
  protectedFields: Record<string, string>;
};

const data = JSON.parse(
  readFileSync(new URL("../schema/scopes-2026-07.json", import.meta.url), "utf8"),
) as ScopeData;

/** Refuses a field whose scope was not granted, or that shows a customer's data without approval. */
export function checkAccess(_source: unknown, ctx: ExecutionContext, info: GraphQLResolveInfo): void {
  if (ctx.caller.kind === "staff") return;
  for (const requirement of requirementsOf(info)) {
    if (!isGranted(requirement, ctx.caller.scopes)) throw accessDenied(info.fieldName, requirement.text);
  }
  const field = `${info.parentType.name}.${info.fieldName}`;
  if (field in data.protectedFields && !ctx.shop.app.protectedDataApproved) throw protectedData(info);
}

/** For rules that depend on more than the field, such as the owner of a metafield. */
export function requireScope(ctx: ExecutionContext, field: string, scope: string): void {
  if (ctx.caller.kind === "staff" || expand(ctx.caller.scopes).has(scope)) return;
  throw accessDenied(field, `\`${scope}\` access scope.`);
}

const scopesInUse = new Set(data.requirements.flatMap((requirement) => requirement.scopes));

/** `write_x` implies `read_x`, where there is such a thing. */
export function expand(scopes: string[]): Set<string> {
  const implied = scopes.map((scope) => scope.replace(/^write_/, "read_"));
  return new Set([...scopes, ...implied.filter((scope) => scopesInUse.has(scope))]);
}

const known = new Map<string, Requirement[]>();

/** Of the field, of the type it stands in, and of the type it answers (through a connection, its nodes'). */
function requirementsOf(info: GraphQLResolveInfo): Requirement[] {
  const name = `${info.parentType.name}.${info.fieldName}`;
  const found = known.get(name);
  if (found) return found;
  const indexes = [data.fields[name], data.types[info.parentType.name], data.types[answeredType(info)]];
  const requirements = [...new Set(indexes)].flatMap((index) =>
    index === undefined ? [] : data.requirements[index]!,
  );
  known.set(name, requirements);
  return requirements;
}

function answeredType(info: GraphQLResolveInfo): string {
  const type = getNamedType(info.returnType);
  const nodes = isObjectType(type) && type.name.endsWith("Connection") ? type.getFields().nodes : undefined;
  return getNamedType(nodes?.type ?? type).name;
}

function isGranted({ scopes, text }: Requirement, granted: string[]): boolean {
  const has = expand(granted);
  const [first, ...others] = scopes;
  if (!first) return true;
  if (/as well as any of|Also: Requires/.test(text) || / and \(/.test(text)) {
    return has.has(first) && others.some((scope) => has.has(scope));
  }
  return scopes.some((scope) => has.has(scope));
}

function accessDenied(field: string, text: string): GraphQLError {
  return new GraphQLError(`Access denied for ${field} field. Required access: ${text}`, {
    extensions: {
      code: "ACCESS_DENIED",
      documentation: "https://shopify.dev/api/usage/access-scopes",
      requiredAccess: text,
    },
  });
}

function protectedData(info: GraphQLResolveInfo): GraphQLError {
  const documentation = "https://shopify.dev/docs/apps/launch/protected-customer-data";
  const message = `This app is not approved to use the ${info.fieldName} field. See ${documentation} for more details.`;
  return new GraphQLError(message, { extensions: { code: "ACCESS_DENIED", documentation } });
}
