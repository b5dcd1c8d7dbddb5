import {
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  typeFromAST,
  valueFromASTUntyped,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";

/*
 * Shopify's published formula: scalars and enums 0, an object 1, a mutation 10, a connection
 * 2 + first × the cost of one node; the page info and the edges themselves are free. The actual
 * cost is the same sum over what was answered. metafieldsSet costs by its owners since September 2026.
 */

const METAFIELD_OWNER_POINTS: Record<string, number> = {
  Order: 10,
  Product: 4,
  ProductVariant: 2,
  Collection: 1,
  Customer: 1,
  Shop: 1,
};

type Plan = {
  schema: GraphQLSchema;
  fragments: Record<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
};

/** What Shopify reserves before it runs the operation. */
export function requestedCost(operation: OperationDefinitionNode, plan: Plan): number {
  return ofSelection(operation.selectionSet, rootType(operation, plan), plan, null);
}

/** What the answer turned out to cost. */
export function actualCost(operation: OperationDefinitionNode, plan: Plan, answer: unknown): number {
  if (answer === null || answer === undefined) return 0;
  return ofSelection(operation.selectionSet, rootType(operation, plan), plan, answer);
}

// `answer` null: nothing was answered yet, so every field counts and every page is full.
function ofSelection(
  selection: SelectionSetNode | undefined,
  type: GraphQLNamedType,
  plan: Plan,
  answer: unknown,
): number {
  if (!selection) return 0;
  const groups = grouped(selection, type, plan);
  let shared = 0;
  const perType = new Map<string, number>();
  for (const { parent, nodes } of groups) {
    const cost = ofField(nodes, parent, plan, answer);
    // Of the concrete types that an abstract value may have, only one will be answered.
    if (answer === null && isAbstractType(type) && isObjectType(parent)) {
      perType.set(parent.name, (perType.get(parent.name) ?? 0) + cost);
    } else shared += cost;
  }
  return shared + Math.max(0, ...perType.values());
}

function ofField(nodes: FieldNode[], parent: GraphQLNamedType, plan: Plan, answer: unknown): number {
  const node = nodes[0]!;
  if (!isObjectType(parent) && !isInterfaceType(parent)) return 0;
  const definition = parent.getFields()[node.name.value];
  if (!definition) return 0; // __typename
  const type = getNamedType(definition.type);
  if (!isCompositeType(type)) return 0;
  const value =
    answer === null ? null : (answer as Record<string, unknown>)[node.alias?.value ?? node.name.value];
  if (answer !== null && (value === null || value === undefined)) return 0;

  const selection: SelectionSetNode = {
    kind: Kind.SELECTION_SET,
    selections: nodes.flatMap((one) => one.selectionSet?.selections ?? []),
  };
  const args = argumentsOf(node, plan);
  if (parent.name === "Mutation") {
    return mutationPoints(node.name.value, args) + ofSelection(selection, type, plan, value);
  }
  if (type.name.endsWith("Connection")) return ofConnection(selection, type, plan, args, value);
  if (type.name === "PageInfo") return 0;
  if (value === null) return 1 + ofSelection(selection, type, plan, null);
  if (!Array.isArray(value)) return 1 + ofSelection(selection, type, plan, value);
  // A plain list is reserved as one object, and never charged more than was reserved for it.
  const inside = value.map((one) => (one === null ? 0 : ofSelection(selection, type, plan, one)));
  return value.length === 0 ? 0 : 1 + Math.max(0, ...inside);
}

function ofConnection(
  selection: SelectionSetNode,
  type: GraphQLNamedType,
  plan: Plan,
  args: Record<string, unknown>,
  value: unknown,
): number {
  const page = Number(args.first ?? args.last ?? 0);
  let points = 2;
  for (const { parent, nodes } of grouped(selection, type, plan)) {
    const name = nodes[0]!.name.value;
    if (name !== "nodes" && name !== "edges") continue;
    const nodeType = getNamedType((parent as typeof parent & WithFields).getFields()[name]!.type);
    const inner: SelectionSetNode = {
      kind: Kind.SELECTION_SET,
      selections: nodes.flatMap((one) => one.selectionSet?.selections ?? []),
    };
    // An edge costs nothing; its `node` is the object.
    const own = name === "nodes" ? 1 : 0;
    if (value === null) {
      points += page * (own + ofSelection(inner, nodeType, plan, null));
    } else {
      const answered = (value as Record<string, unknown[]>)[nodes[0]!.alias?.value ?? name] ?? [];
      for (const one of answered) points += own + ofSelection(inner, nodeType, plan, one);
    }
  }
  return points;
}

type WithFields = { getFields(): Record<string, { type: Parameters<typeof getNamedType>[0] & object }> };

function mutationPoints(name: string, args: Record<string, unknown>): number {
  if (name !== "metafieldsSet") return 10;
  const inputs = Array.isArray(args.metafields) ? (args.metafields as { ownerId?: unknown }[]) : [];
  const owners = new Set(inputs.map((input) => String(input.ownerId)));
  const weights = [...owners].map(
    (id) => METAFIELD_OWNER_POINTS[/^gid:\/\/shopify\/(\w+)\//.exec(id)?.[1] ?? ""] ?? 0,
  );
  return 10 + weights.reduce((sum, weight) => sum + weight, 0);
}

type Group = { key: string; parent: GraphQLNamedType; nodes: FieldNode[] };

/** Fields of the selection by answered name, fragments opened, each with the type it was selected on. */
function grouped(selection: SelectionSetNode, type: GraphQLNamedType, plan: Plan): Group[] {
  const groups = new Map<string, Group>();
  collect(selection, type, plan, groups);
  return [...groups.values()];
}

function collect(
  selection: SelectionSetNode,
  type: GraphQLNamedType,
  plan: Plan,
  groups: Map<string, Group>,
): void {
  for (const one of selection.selections) {
    if (isSkipped(one, plan)) continue;
    if (one.kind === Kind.FIELD) {
      const key = `${type.name} ${one.alias?.value ?? one.name.value}`;
      const group = groups.get(key) ?? { key, parent: type, nodes: [] };
      group.nodes.push(one);
      groups.set(key, group);
      continue;
    }
    const fragment = one.kind === Kind.FRAGMENT_SPREAD ? plan.fragments[one.name.value] : one;
    if (!fragment) continue;
    const condition = fragment.typeCondition ? typeFromAST(plan.schema, fragment.typeCondition) : undefined;
    collect(fragment.selectionSet, condition ?? type, plan, groups);
  }
}

function isSkipped(node: Parameters<typeof getDirectiveValues>[1], plan: Plan): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, node, plan.variables);
  const include = getDirectiveValues(GraphQLIncludeDirective, node, plan.variables);
  return skip?.if === true || include?.if === false;
}

function argumentsOf(node: FieldNode, plan: Plan): Record<string, unknown> {
  const entries = (node.arguments ?? []).map((argument) => [
    argument.name.value,
    valueFromASTUntyped(argument.value, plan.variables),
  ]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

function rootType(operation: OperationDefinitionNode, plan: Plan): GraphQLNamedType {
  return plan.schema.getRootType(operation.operation)!;
}
