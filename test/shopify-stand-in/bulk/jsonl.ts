import { MARK, NODE_ID } from "./bulk-query.ts";

type Row = Record<string, unknown>;

/** One line per object, parents before their children; a child names its parent in `__parentId`. */
export function toLines(data: Row): { lines: string[]; roots: number } {
  const lines: string[] = [];
  const top = split(data);
  let roots = 0;
  for (const connection of top.connections) {
    for (const node of nodesOf(connection)) {
      roots += 1;
      addNode(node, null, lines);
    }
  }
  return { lines, roots };
}

function addNode(node: Row, parentId: unknown, lines: string[]): void {
  const { [NODE_ID]: id, ...rest } = node;
  const { plain, connections } = split(rest);
  lines.push(JSON.stringify(parentId === null ? plain : { ...(plain as Row), __parentId: parentId }));
  for (const connection of connections) {
    for (const child of nodesOf(connection)) addNode(child, id ?? parentId, lines);
  }
}

/** What belongs into the line itself, and the connections that were found in it at any depth. */
function split(value: unknown): { plain: unknown; connections: Row[] } {
  if (value === null || typeof value !== "object") return { plain: value, connections: [] };
  if (Array.isArray(value)) {
    const parts = value.map(split);
    return { plain: parts.map((part) => part.plain), connections: parts.flatMap((part) => part.connections) };
  }
  const plain: Row = {};
  const connections: Row[] = [];
  for (const [key, entry] of Object.entries(value as Row)) {
    if (key.startsWith(MARK)) {
      if (entry) connections.push(entry as Row);
      continue;
    }
    const part = split(entry);
    plain[key] = part.plain;
    connections.push(...part.connections);
  }
  return { plain, connections };
}

function nodesOf(connection: Row): Row[] {
  const nodes = connection.nodes as Row[] | undefined;
  const edges = connection.edges as { node: Row }[] | undefined;
  return nodes ?? edges?.map((edge) => edge.node) ?? [];
}
