import ts from "typescript";

/** A query of the database room that does not name the shop it asks about. */
export type Shopless = { path: string; asker: string; question: string };

/** Prisma calls and tagged SQL in which no `shop` is given. */
export function shoplessQuestions(path: string, text: string): Shopless[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: Shopless[] = [];
  const look = (node: ts.Node): void => {
    if (isShopless(node)) found.push({ path, asker: askerOf(node, file), question: firstWords(node) });
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}

function isShopless(node: ts.Node): boolean {
  if (ts.isTaggedTemplateExpression(node)) {
    const sql = /\.\$(query|execute)Raw$/.test(node.tag.getText().replace(/<[^]*$/, ""));
    return sql && !/\$\{[^}]*\bshop\b/.test(node.template.getText());
  }
  if (!ts.isCallExpression(node) || !/(^|\.)(db|tx)\.\w+\.\w+$/.test(node.expression.getText())) return false;
  return !/\bshop\b/.test(node.arguments.map((argument) => argument.getText()).join());
}

/** The exported function that asks. */
function askerOf(node: ts.Node, file: ts.SourceFile): string {
  let top = node;
  while (top.parent !== file) top = top.parent;
  return ts.isFunctionDeclaration(top) ? (top.name?.text ?? "?") : "?";
}

function firstWords(node: ts.Node): string {
  return node.getText().replace(/\s+/g, " ").slice(0, 80);
}
