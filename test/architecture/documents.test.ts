import { globSync, readFileSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";

const roots = "{app,docs,extensions,prisma,test}";
const generated = ["app/database/generated", "test/bench/out"];
const there = [...globSync("*"), ".env.example", ".ci/run", ...generated, ...globSync(`${roots}/**`)];
const documents = globSync(["*.md", "app/*.md", "docs/*.md", "docs/decisions/*.md", "test/*/README.md"]);

/** Names that stand for any file, or for one that the reader makes. */
const anyFile = new Set(["x.ts", "x.server.ts", ".ts", ".tsx", "old.prisma"]);

/** Files and folders that a text names in backticks or links to. */
function pathsIn(text: string): string[] {
  const quoted = [...text.matchAll(/`([^`\n]+)`/g)].map((m) => m[1]!);
  const linked = [...text.matchAll(/\]\(([^)#\s]+)\)/g)].map((m) => m[1]!).filter((l) => !l.includes(":"));
  const isPath = (name: string) =>
    /^[\w.$/-]+\.(tsx?|jsx?|css|md|sql|json|toml|liquid|prisma|graphql)$/.test(name) ||
    /^[\w.$/-]+\/$/.test(name) ||
    /^(\.\.\/)*(app|docs|extensions|prisma|test)\/[\w.$/-]+$/.test(name);
  // A webhook's topic looks like a folder.
  const topics = /^(app\/(uninstalled|scopes_update))$/;
  return [...quoted.filter((q) => isPath(q) && !topics.test(q)), ...linked];
}

/** By its whole path, or by its end where the text says before which folder it means. */
function isThere(path: string): boolean {
  const end = path.replace(/^(\.\.?\/)+/, "").replace(/\/$/, "");
  return anyFile.has(path) || there.some((file) => file === end || file.endsWith(`/${end}`));
}

describe("every file that a document names is there:", () => {
  test.each(documents)("%s", (document) => {
    const gone = pathsIn(readFileSync(document, "utf8")).filter((path) => !isThere(path));
    expect(gone).toEqual([]);
  });

  test("and one that is gone is noticed", () => {
    expect(pathsIn("see `domain/plan.ts`, `app/gone/` and [this](docs/gone.md); `orders/create`")).toEqual([
      ...["domain/plan.ts", "app/gone/", "docs/gone.md"],
    ]);
    expect(["domain/plan.ts", "app/gone/", "docs/gone.md"].map(isThere)).toEqual([true, false, false]);
  });
});

describe("the map of app/", () => {
  const map = readFileSync("app/README.md", "utf8");

  test("names every room and every file between the rooms", () => {
    const named = new Set(pathsIn(map).map((path) => path.replace(/\/$/, "")));
    const isRoom = (path: string) => statSync(`app/${path}`).isDirectory();
    const all = globSync("*", { cwd: "app" }).filter((path) => isRoom(path) || /^\w.*\.tsx?$/.test(path));
    expect(all.filter((path) => !named.has(path) && !path.endsWith(".d.ts"))).toEqual([]);
  });

  test("is one page", () => {
    expect(map.split("\n").length).toBeLessThan(80);
  });
});
