import { globSync, readFileSync } from "node:fs";
import {
  buildSchema,
  getNamedType,
  isObjectType,
  parse,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
} from "graphql";
import ts from "typescript";

/** What the app says to Shopify: one operation with the fragments it needs, as it stands in the source. */
export type Operation = { name: string; file: string; document: DocumentNode };

const folder = "app/shopify";

/** Every operation of the Shopify room, bulk queries included. Throws when one is not written out in full. */
export function operationsOfTheApp(): Operation[] {
  const files = globSync(`${folder}/*.ts`).sort();
  return operationsIn(files.map((file) => ({ file, text: readFileSync(file, "utf8") })));
}

export function operationsIn(sources: { file: string; text: string }[]): Operation[] {
  const definitions = sources.flatMap(({ file, text }) =>
    literalsOf(file, text).map((node) => ({ file, node })),
  );
  const fragments = new Map<string, DefinitionNode>();
  for (const { node } of definitions)
    if (node.kind === "FragmentDefinition") fragments.set(node.name.value, node);
  return definitions.flatMap(({ file, node }) => {
    if (node.kind !== "OperationDefinition") return [];
    const used = [...fragmentsOf(node, fragments)].flatMap((name) => fragments.get(name) ?? []);
    const name = node.name?.value ?? `bulk query, ${Object.keys(topFields(node)).join(", ")}`;
    return [{ name, file, document: { kind: "Document", definitions: [node, ...used] } as DocumentNode }];
  });
}

/** Template literals given to graphql(), and those that are a bare selection: bulk queries. */
function literalsOf(file: string, text: string): DefinitionNode[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: DefinitionNode[] = [];
  const look = (node: ts.Node): void => {
    const given =
      ts.isCallExpression(node) && node.expression.getText() === "graphql" ? node.arguments[0] : undefined;
    if (given && !ts.isNoSubstitutionTemplateLiteral(given))
      throw new Error(`${file}: write the operation out in full`);
    const written = given ?? node;
    if (ts.isNoSubstitutionTemplateLiteral(written) && (given || /^\s*\{\s*\w+[\s({]/.test(written.text))) {
      found.push(...parse(written.text, { noLocation: true }).definitions);
      return;
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

function topFields(node: DefinitionNode): Record<string, true> {
  if (node.kind !== "OperationDefinition") return {};
  return Object.fromEntries(
    node.selectionSet.selections.flatMap((s) => (s.kind === "Field" ? [[s.name.value, true]] : [])),
  );
}

function fragmentsOf(
  node: DefinitionNode,
  all: Map<string, DefinitionNode>,
  found = new Set<string>(),
): Set<string> {
  visit(node, {
    FragmentSpread({ name: { value } }) {
      const fragment = all.get(value);
      if (found.has(value)) return;
      found.add(value);
      if (fragment) fragmentsOf(fragment, all, found);
    },
  });
  return found;
}

export const schemaFile = (version: string) => `test/shopify-stand-in/schema/admin-${version}.graphql`;

export function schemaOf(version: string): GraphQLSchema {
  return buildSchema(readFileSync(schemaFile(version), "utf8"), { assumeValidSDL: true });
}

export function errorsOf(schema: GraphQLSchema, { document }: Operation): string[] {
  return validate(schema, document, specifiedRules).map((error) => error.message);
}

/** Any one of `scopes` will do. */
export type Requirement = { field: string; scopes: string[]; text: string };

type ScopeData = {
  requirements: { scopes: string[]; text: string }[];
  types: Record<string, number>;
  fields: Record<string, number>;
  protectedFields: Record<string, string>;
};
const scopeData = JSON.parse(
  readFileSync("test/shopify-stand-in/schema/scopes-2026-07.json", "utf8"),
) as ScopeData;

/** What Shopify's documentation asks of a token for every field of an operation, its types included. */
export function requirementsOf(schema: GraphQLSchema, { document }: Operation): Requirement[] {
  const found = new Map<string, Requirement>();
  eachField(schema, document, (field, parentType, answeredType) => {
    for (const index of [
      scopeData.fields[field],
      scopeData.types[parentType],
      scopeData.types[answeredType],
    ]) {
      const requirement = index === undefined ? undefined : scopeData.requirements[index];
      if (requirement) found.set(`${field} ${index}`, { field, ...requirement });
    }
  });
  return [...found.values()];
}

/** Fields that show a customer's data, for which Shopify must approve an app. */
export function protectedFieldsOf(schema: GraphQLSchema, { document }: Operation): string[] {
  const found: string[] = [];
  eachField(schema, document, (field) => {
    if (field in scopeData.protectedFields) found.push(field);
  });
  return found;
}

function eachField(
  schema: GraphQLSchema,
  document: DocumentNode,
  meet: (field: string, parentType: string, answeredType: string) => void,
): void {
  const info = new TypeInfo(schema);
  const enter = () => {
    const parent = info.getParentType();
    const definition = info.getFieldDef();
    if (!parent || !definition) return;
    const type = getNamedType(definition.type);
    const nodes =
      isObjectType(type) && type.name.endsWith("Connection") ? type.getFields()["nodes"] : undefined;
    meet(`${parent.name}.${definition.name}`, parent.name, getNamedType(nodes?.type ?? type).name);
  };
  visit(document, visitWithTypeInfo(info, { Field: { enter } }));
}
