import ts from "typescript";

/** One import of a file: of what, and whether it is gone when the types are stripped. */
export type Import = { from: string; typeOnly: boolean; line: number };

/** Something a file reaches for besides its imports, as "process.env" or "new Date()". */
export type Reach = { what: string; line: number };

export type Source = { path: string; imports: Import[]; reaches: Reach[] };

/** What a file imports and reaches for, read by TypeScript's own parser: types, export-from and import() too. */
export function readSource(path: string, text: string): Source {
  const kind = path.endsWith("x")
    ? ts.ScriptKind.TSX
    : path.endsWith(".js")
      ? ts.ScriptKind.JS
      : ts.ScriptKind.TS;
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false, kind);
  const source: Source = { path, imports: [], reaches: [] };
  const lineOf = (node: ts.Node) => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
  const imported = (node: ts.Node, from: ts.Node | undefined, typeOnly: boolean) => {
    const text = from && ts.isStringLiteralLike(from) ? from.text : null;
    if (text === null) source.reaches.push({ what: "import(…) of a computed name", line: lineOf(node) });
    else source.imports.push({ from: text, typeOnly, line: lineOf(node) });
  };

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      imported(node, node.moduleSpecifier, onlyTypes(node.importClause));
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      imported(node, node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      imported(node, node.moduleReference.expression, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node)) {
      imported(node, ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    } else if (ts.isCallExpression(node) && isImportCall(node)) {
      imported(node, node.arguments[0], false);
    }
    const what = reachOf(node, file);
    if (what) source.reaches.push({ what, line: lineOf(node) });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return source;
}

function onlyTypes(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  if (clause.name || !named || !ts.isNamedImports(named)) return false;
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly);
}

function isImportCall({ expression }: ts.CallExpression): boolean {
  return (
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(expression) && expression.text === "require")
  );
}

/** Names of clock, chance, environment and network, and the database's client by the name it has everywhere. */
function reachOf(node: ts.Node, file: ts.SourceFile): string | null {
  if (ts.isNewExpression(node) && node.expression.getText(file) === "Date" && !node.arguments?.length)
    return "new Date()";
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    const { text } = node.expression;
    if (["Date", "fetch", "setTimeout", "setInterval", "setImmediate"].includes(text)) return `${text}()`;
  }
  if (ts.isJsxAttribute(node) && node.name.getText(file) === "dangerouslySetInnerHTML") return "raw HTML";
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return null;
  const owner = node.expression.getText(file);
  const member = ts.isPropertyAccessExpression(node)
    ? node.name.text
    : ts.isStringLiteralLike(node.argumentExpression)
      ? node.argumentExpression.text
      : "?";
  if (["innerHTML", "outerHTML", "insertAdjacentHTML"].includes(member)) return "raw HTML";
  if (owner === "process" || owner === "globalThis.process") return `process.${member}`;
  if (owner === "Date" && member === "now") return "Date.now";
  if (owner === "Math" && member === "random") return "Math.random";
  if (["crypto", "performance", "globalThis", "Temporal"].includes(owner)) return `${owner}.${member}`;
  if (/(^|\.)(db|tx|prisma)$/.test(owner)) return `db.${member}`;
  return null;
}
