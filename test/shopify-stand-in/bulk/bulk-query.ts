import {
  getNamedType,
  GraphQLError,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  OperationTypeNode,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
} from "graphql";

/*
 * A bulk query is an ordinary one in which every connection means all of its pages. It is rewritten before it
 * runs: connections ask for everything and answer under a marked name, and every node tells its id.
 */

export const MARK = "__connection_";
export const NODE_ID = "__node_id";

const MOST_CONNECTIONS = 5;
const MOST_DEPTH = 2;
const EVERYTHING = "2147483647";

/** The query as it can be run, or the sentence with which Shopify refuses it. */
export function prepareBulkQuery(schema: GraphQLSchema, text: string): DocumentNode | { refused: string } {
  const document = parsed(schema, text);
  if ("refused" in document) return document;
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (operations.length !== 1 || operation?.operation !== OperationTypeNode.QUERY) {
    return { refused: "Invalid bulk query: exactly one query operation is expected." };
  }
  const roots = operation.selectionSet.selections.filter((one) => one.kind === Kind.FIELD);
  if (roots.some((field) => field.name.value === "node" || field.name.value === "nodes")) {
    return { refused: "Bulk queries cannot contain a top level `node` or `nodes` field." };
  }
  const { connections, depth } = connectionsIn(schema, document);
  if (connections.length === 0) return { refused: "Bulk queries must contain at least one connection." };
  if (connections.length > MOST_CONNECTIONS) {
    return { refused: `Bulk queries cannot contain more than ${MOST_CONNECTIONS} connections.` };
  }
  if (depth > MOST_DEPTH) {
    return {
      refused: `Bulk queries cannot contain connections with a nesting depth greater than ${MOST_DEPTH}.`,
    };
  }
  const bare = connections.find((field) => !hasNodes(field));
  if (bare) return { refused: `The connection '${bare.name.value}' must select edges { node } or nodes.` };
  return rewritten(schema, document);
}

function parsed(schema: GraphQLSchema, text: string): DocumentNode | { refused: string } {
  try {
    const document = parse(text);
    const [error] = validate(schema, document);
    return error ? { refused: `Invalid bulk query: ${error.message}` } : document;
  } catch (error) {
    if (error instanceof GraphQLError) return { refused: `Invalid bulk query: ${error.message}` };
    throw error;
  }
}

function connectionsIn(schema: GraphQLSchema, document: DocumentNode) {
  const types = new TypeInfo(schema);
  const connections: FieldNode[] = [];
  let open = 0;
  let depth = 0;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: {
        enter(node) {
          if (!isConnection(types)) return;
          connections.push(node);
          open += 1;
          depth = Math.max(depth, open);
        },
        leave() {
          if (isConnection(types)) open -= 1;
        },
      },
    }),
  );
  return { connections, depth };
}

function rewritten(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const types = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      Field: {
        leave(node) {
          const type = types.getType() && getNamedType(types.getType()!);
          if (isConnection(types)) return asksForAll(node);
          const parent = types.getParentType()?.name ?? "";
          const isNode = /(Connection|Edge)$/.test(parent) && ["node", "nodes"].includes(node.name.value);
          const hasId = (isObjectType(type) || isInterfaceType(type)) && "id" in type.getFields();
          return isNode && hasId && isCompositeType(type) ? tellsId(node) : undefined;
        },
      },
    }),
  );
}

function isConnection(types: TypeInfo): boolean {
  const type = types.getType();
  return !!type && getNamedType(type).name.endsWith("Connection");
}

function hasNodes(field: FieldNode): boolean {
  const inside = (field.selectionSet?.selections ?? []).filter((one) => one.kind === Kind.FIELD);
  return inside.some((one) => one.name.value === "nodes" || one.name.value === "edges");
}

function asksForAll(node: FieldNode): FieldNode {
  const kept = (node.arguments ?? []).filter(
    ({ name }) => !["first", "last", "after", "before"].includes(name.value),
  );
  return {
    ...node,
    alias: { kind: Kind.NAME, value: `${MARK}${node.alias?.value ?? node.name.value}` },
    arguments: [
      ...kept,
      {
        kind: Kind.ARGUMENT,
        name: { kind: Kind.NAME, value: "first" },
        value: { kind: Kind.INT, value: EVERYTHING },
      },
    ],
  };
}

function tellsId(node: FieldNode): FieldNode {
  const id: FieldNode = {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: NODE_ID },
    name: { kind: Kind.NAME, value: "id" },
  };
  return {
    ...node,
    selectionSet: { kind: Kind.SELECTION_SET, selections: [id, ...(node.selectionSet?.selections ?? [])] },
  };
}
