import { posix } from "node:path";
import type { Import, Source } from "./source.ts";

/**
 * Who may import whom, types too: types are how walls erode. A room may always import from itself. The files
 * directly in app/ are rooms of one file each.
 */
const allowed: Record<string, string[]> = {
  "app/domain": [],
  "app/queues.ts": ["app/domain"],
  "app/shopify": ["app/domain"],
  // The only room that speaks SMTP.
  "app/mail": ["app/domain"],
  "app/database": ["app/domain", "app/queues.ts"],
  "app/world.ts": ["app/database", "app/mail", "app/queues.ts", "app/shopify"],
  "app/flows": ["app/domain", "app/database", "app/mail", "app/shopify", "app/queues.ts", "app/world.ts"],
  "app/effects": ["app/domain", "app/database", "app/shopify", "app/world.ts"],
  "app/worker": [
    "app/domain",
    "app/flows",
    "app/effects",
    "app/shopify",
    "app/database",
    "app/queues.ts",
    "app/world.ts",
  ],
  "app/config.server.ts": [],
  "app/shopify.server.ts": ["app/config.server.ts", "app/database"],
  "app/world.server.ts": [
    "app/config.server.ts",
    "app/database",
    "app/flows",
    "app/mail",
    "app/shopify",
    "app/shopify.server.ts",
    "app/worker",
    "app/world.ts",
  ],
  "app/web.server.ts": ["app/database", "app/flows", "app/shopify", "app/world.server.ts"],
  "app/load-context.d.ts": ["app/world.server.ts"],
  "app/components": ["app/domain"],
  "app/admin-page.server.ts": ["app/components", "app/database", "app/domain", "app/world.server.ts"],
  "app/shopper-page.server.tsx": ["app/domain", "app/shopify", "app/world.server.ts"],
  "app/routes": [
    "app/admin-page.server.ts",
    "app/components",
    "app/database",
    "app/domain",
    "app/flows",
    "app/shopper-page.server.tsx",
  ],
  "app/root.tsx": ["app/components"],
  "app/entry.server.tsx": [],
  "app/entry.client.tsx": ["app/components"],
  "app/routes.ts": [],
  "server.ts": [
    "app/config.server.ts",
    "app/database",
    "app/web.server.ts",
    "app/worker",
    "app/world.server.ts",
  ],
  extensions: [],
  // Shopify's side: one mistake, made on both sides, would cancel itself out.
  "test/shopify-stand-in": [],
};

/** Its own tests let the runner's fetch lead to it, as the app's tests do. */
const standInTestMay = "test/setup/shopify-fetch.ts";

/** Packages that run in a browser: a file without `.server` in its name may use no other. */
const anywhere = [
  "react",
  "react-dom",
  "@remix-run/react",
  "@shopify/polaris",
  "@shopify/polaris-icons",
  "@shopify/app-bridge-react",
  "@shopify/shopify-app-remix/react",
  "graphql",
  "@graphql-typed-document-node/core",
];
/** Remix takes these out of the browser's half of a route, with its loader and action. */
const serverHalf = ["@remix-run/node", "@shopify/shopify-app-remix/server"];

/** The one place that puts a name into SQL: the constant list of tables from which a shop is erased. */
const sqlInPieces = "app/database/shops.server.ts";
/** Where HTML is shown as it is: Shopify's own page, out of its own library, and constant scripts of ours. */
const rawHtml = ["app/components/page-problem.tsx", "app/components/early-scripts.tsx"];

const generated = ["app/database/generated/", "app/shopify/generated/"];

/** Where a path lives: the longest room whose name it begins with. */
export function roomOf(path: string): string | null {
  const rooms = [...Object.keys(allowed), "test"].filter(
    (room) => path === room || path.startsWith(`${room}/`),
  );
  return rooms.sort((a, b) => b.length - a.length)[0] ?? null;
}

/** One sentence for every wall that these files break; none when all is well. */
export function complaints(sources: Source[]): string[] {
  return sources.flatMap((source) => {
    const room = roomOf(source.path);
    // The rest of test/ builds on whatever it tests.
    if (room === "test") return [];
    if (!room) return [`${source.path} is in no room: add one to test/architecture/walls.ts`];
    return [...source.imports.flatMap((i) => ofImport(source.path, room, i)), ...ofReaches(source, room)];
  });
}

function ofImport(path: string, room: string, { from, typeOnly, line }: Import): string[] {
  const at = `${path}:${line}`;
  const target = resolve(path, from);
  if (target === null) return ofPackage(at, path, room, from, typeOnly);
  const targetRoom = roomOf(target) ?? target;
  const may = allowed[room]!;
  const found: string[] = [];
  const toOwnRunner =
    room === "test/shopify-stand-in" && path.endsWith(".test.ts") && target === standInTestMay;
  if (targetRoom !== room && !may.includes(targetRoom) && !toOwnRunner) {
    found.push(
      `${at} imports ${target}: ${room} may import ${may.length > 0 ? may.join(", ") : "nothing of ours"}`,
    );
  }
  if (targetRoom === room && room.includes("/") && from.startsWith("#")) {
    found.push(
      `${at} imports ${from}: inside a room the path is relative, so that a crossing shows in its line`,
    );
  }
  const secret = generated.find((folder) => target.startsWith(folder));
  if (secret && room !== roomOf(secret))
    found.push(`${at} imports ${target}: generated types stay in their room`);
  if (target.includes(".server.") && !typeOnly && !mayTouchServer(path)) {
    found.push(`${at} imports ${target}: a file without .server in its name may run in the browser`);
  }
  return found;
}

function ofPackage(at: string, path: string, room: string, from: string, typeOnly: boolean): string[] {
  const name = packageOf(from);
  if (room === "app/domain")
    return [`${at} imports ${from}: the domain is data and arithmetic, without packages`];
  if (room === "extensions") return [`${at} imports ${from}: a storefront file stands alone`];
  if (typeOnly || !room.startsWith("app/") || isServer(path)) return [];
  const may = isRoute(path) ? [...anywhere, ...serverHalf] : anywhere;
  if (may.includes(name) || may.includes(from) || path === "app/routes.ts") return [];
  return [`${at} imports ${from}: only .server files touch it; elsewhere ${may.join(", ")}`];
}

function ofReaches({ path, reaches }: Source, room: string): string[] {
  return reaches.flatMap(({ what, line }) => {
    const at = `${path}:${line}`;
    if (room === "app/domain" && !what.startsWith("db.")) {
      return [`${at} uses ${what}: the domain gets time, chance and everything else as arguments`];
    }
    if (what === "process.env" && room.startsWith("app/") && path !== "app/config.server.ts") {
      return [`${at} uses process.env: only app/config.server.ts knows the environment`];
    }
    if (/^db\.(?!\$transaction$|\$disconnect$)/.test(what) && room.startsWith("app/") && !speaksSql(path)) {
      return [`${at} asks the database itself (${what}): only app/database speaks Prisma`];
    }
    if (/Unsafe$/.test(what) && room.startsWith("app/") && path !== sqlInPieces) {
      return [`${at} puts SQL together (${what}): a value could become a command; use a tagged template`];
    }
    if (what === "raw HTML" && !room.startsWith("test") && !rawHtml.includes(path)) {
      return [`${at} writes raw HTML: a product's title could become a script`];
    }
    return [];
  });
}

/** Rooms that import each other in a ring, as "a → b → a". */
export function rings(table: Record<string, string[]> = allowed): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (room: string, path: string[]): void => {
    if (path.includes(room)) {
      found.push([...path.slice(path.indexOf(room)), room].join(" → "));
      return;
    }
    if (done.has(room)) return;
    for (const next of table[room] ?? []) walk(next, [...path, room]);
    done.add(room);
  };
  for (const room of Object.keys(table)) walk(room, []);
  return found;
}

/** Permissions that no file makes use of: a wall should stand as close as it can. */
export function unused(sources: Source[]): string[] {
  const used = new Set(
    sources.flatMap(({ path, imports }) =>
      imports.map(({ from }) => `${roomOf(path)} → ${roomOf(resolve(path, from) ?? "")}`),
    ),
  );
  const given = Object.entries(allowed).flatMap(([room, others]) =>
    others.map((other) => `${room} → ${other}`),
  );
  return given.filter((permission) => !used.has(permission));
}

/** The file that an import means, seen from the project's root; null for a package. */
function resolve(path: string, from: string): string | null {
  const clean = from.replace(/\?.*$/, "");
  if (clean.startsWith(".")) return posix.join(posix.dirname(path), clean);
  return /^#(app|test)\//.test(clean) ? clean.slice(1) : null;
}

function packageOf(from: string): string {
  return from
    .split("/")
    .slice(0, from.startsWith("@") ? 2 : 1)
    .join("/");
}

function isServer(path: string): boolean {
  return /\.server\.tsx?$/.test(path) || path.endsWith(".d.ts");
}

function isRoute(path: string): boolean {
  return /^app\/routes\/([^/]+\.tsx|[^/]+\/route\.tsx)$/.test(path) || path === "app/root.tsx";
}

/** The queue lives in the database too, and takes part in other rooms' transactions. */
function speaksSql(path: string): boolean {
  return path.startsWith("app/database/") || path === "app/worker/queue.server.ts";
}

function mayTouchServer(path: string): boolean {
  return isServer(path) || isRoute(path) || path === "server.ts" || path.startsWith("test/");
}
