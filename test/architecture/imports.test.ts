import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readSource } from "./source.ts";
import { complaints, rings, unused } from "./walls.ts";

const notOurs = /^(app\/\w+\/generated|test\/shopify-stand-in\/screens\/storefront\/theme)\//;
const paths = globSync(["server.ts", "app/**/*.{ts,tsx}", "extensions/**/*.js", "test/**/*.{ts,tsx,js}"]);
const ours = paths.filter((path) => !notOurs.test(path));

describe("the walls between the rooms", () => {
  const sources = ours.map((path) => readSource(path, readFileSync(path, "utf8")));

  test("hold: every import is one that its room may make", () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(complaints(sources)).toEqual([]);
  });

  test("form no ring", () => {
    expect(rings()).toEqual([]);
  });

  test("stand as close as they can: every permission is made use of", () => {
    expect(unused(sources)).toEqual([]);
  });
});

/** A rule that never fires looks like a rule that is kept: each is seen to catch its violation. */
describe("a planted violation is caught:", () => {
  // prettier-ignore
  test.each([
    ["the domain imports Shopify's room", "app/domain/plan.ts", `import { gid } from "../shopify/gid.ts";`, "nothing of ours"],
    ["the domain imports a type of the database", "app/domain/plan.ts", `import type { Database } from "#app/database/client.server.ts";`, "nothing of ours"],
    ["the domain uses a package", "app/domain/days.ts", `import { z } from "zod";`, "without packages"],
    ["the domain uses a type of a package", "app/domain/days.ts", `import type { Logger } from "pino";`, "without packages"],
    ["the domain uses Node", "app/domain/days.ts", `import { randomUUID } from "node:crypto";`, "without packages"],
    ["the domain imports late", "app/domain/days.ts", `const read = () => import("../database/book.server.ts");`, "nothing of ours"],
    ["the domain names a type by import()", "app/domain/days.ts", `type D = import("../database/client.server.ts").Database;`, "nothing of ours"],
    ["the domain hands on another room", "app/domain/days.ts", `export * from "../shopify/gid.ts";`, "nothing of ours"],
    ["the domain imports a computed name", "app/domain/days.ts", `const read = (name: string) => import(name);`, "a computed name"],
    ["the domain looks at the clock", "app/domain/plan.ts", `const today = new Date();`, "new Date()"],
    ["the domain calls Date as a function", "app/domain/plan.ts", `const today = Date();`, "Date()"],
    ["the domain looks at the clock's number", "app/domain/plan.ts", `const now = Date.now();`, "Date.now"],
    ["the domain passes the clock on", "app/domain/plan.ts", `const clock = Date["now"];`, "Date.now"],
    ["the domain throws dice", "app/domain/plan.ts", `const dice = Math.random();`, "Math.random"],
    ["the domain draws an id", "app/domain/plan.ts", `const id = crypto.randomUUID();`, "crypto.randomUUID"],
    ["the domain asks the network", "app/domain/plan.ts", `const page = fetch("/x");`, "fetch()"],
    ["the domain reads the environment", "app/domain/plan.ts", `const debug = process.env["DEBUG"];`, "process.env"],
    ["Shopify's room knows the database", "app/shopify/orders.server.ts", `import { openDatabase } from "../database/client.server.ts";`, "app/shopify may import app/domain"],
    ["the database's room knows Shopify", "app/database/book.server.ts", `import { gid } from "../shopify/gid.ts";`, "app/database may import"],
    ["a flow performs an effect", "app/flows/recount.server.ts", `import { perform } from "../effects/perform.server.ts";`, "app/flows may import"],
    ["a flow knows the pages", "app/flows/recount.server.ts", `import { page } from "../admin-page.server.ts";`, "app/flows may import"],
    ["an effect starts a flow", "app/effects/tag-order.server.ts", `import { recount } from "../flows/recount.server.ts";`, "app/effects may import"],
    ["a route asks the Admin API", "app/routes/app.settings.tsx", `import { readShop } from "#app/shopify/shop.server.ts";`, "app/routes may import"],
    ["a route performs an effect", "app/routes/app.settings.tsx", `import { perform } from "#app/effects/perform.server.ts";`, "app/routes may import"],
    ["a component reads the database", "app/components/why.tsx", `import { whyOf } from "#app/database/pages/why.server.ts";`, "app/components may import app/domain"],
    ["a component names a row", "app/components/why.tsx", `import type { Why } from "#app/database/pages/why.server.ts";`, "app/components may import app/domain"],
    ["generated Prisma types leave their room", "app/flows/recount.server.ts", `import type { Shop } from "../database/generated/client.ts";`, "generated types stay"],
    ["a flow speaks Prisma", "app/flows/recount.server.ts", `const rows = await world.db.shop.findMany();`, "only app/database speaks Prisma"],
    ["a flow writes SQL", "app/flows/recount.server.ts", "await tx.$executeRaw`delete from shop`;", "only app/database speaks Prisma"],
    ["a query is put together from text", "app/database/book.server.ts", `await tx.$queryRawUnsafe("select " + name);`, "a value could become a command"],
    ["a page shows a text as HTML", "app/components/why.tsx", `const why = <p dangerouslySetInnerHTML={{ __html: text }} />;`, "raw HTML"],
    ["the storefront writes a text as HTML", "extensions/backorder/assets/notice.js", `line.innerHTML = text;`, "raw HTML"],
    ["a file without .server uses Node", "app/shopify/gid.ts", `import { createHmac } from "node:crypto";`, "only .server files"],
    ["a file without .server uses the network", "app/world.ts", `import { pino } from "pino";`, "only .server files"],
    ["a component uses the server's half of Remix", "app/components/said.tsx", `import { json } from "@remix-run/node";`, "only .server files"],
    ["a piece of a page imports a .server file", "app/routes/app.backorders/rows.tsx", `import { backorders } from "#app/database/pages/backorders.server.ts";`, "may run in the browser"],
    ["a file other than the configuration reads the environment", "app/world.server.ts", `const level = process.env["LOG_LEVEL"];`, "only app/config.server.ts"],
    ["the app imports a test", "app/world.server.ts", `import { testWorld } from "#test/world.ts";`, "app/world.server.ts may import"],
    ["the stand-in imports the app", "test/shopify-stand-in/oauth.ts", `import { apiVersion } from "#app/shopify/version.ts";`, "nothing of ours"],
    ["the stand-in's own test imports the app", "test/shopify-stand-in/oauth.test.ts", `import { apiVersion } from "../../app/shopify/version.ts";`, "nothing of ours"],
    ["a storefront file imports anything", "extensions/backorder/assets/notice.js", `import { day } from "./day.js"; import x from "x";`, "stands alone"],
    ["a storefront file imports the app", "extensions/backorder/assets/notice.js", `import { addDays } from "../../../app/domain/days.ts";`, "nothing of ours"],
    ["an import inside a room goes round it", "app/flows/recount.server.ts", `import { reconcile } from "#app/flows/reconcile.server.ts";`, "inside a room"],
    ["a new room without a wall", "app/email/send.server.ts", `export const send = 1;`, "is in no room"],
  ])("%s", (_, path, text, complaint) => {
    expect(complaints([readSource(path, text)]).join("\n")).toContain(complaint);
  });

  test("two rooms in a ring", () => {
    expect(rings({ a: ["b"], b: ["c"], c: ["a"], d: [] })).toEqual(["a → b → c → a"]);
  });

  test("a permission that nobody uses", () => {
    expect(unused([])).toContain("app/flows → app/domain");
  });
});

describe("what is allowed stays allowed:", () => {
  // prettier-ignore
  test.each([
    ["the domain reckons with a given time", "app/domain/plan.ts", `import type { Day } from "./facts.ts"; const day = (at: Date) => new Date(at);`],
    ["a pure file names a type of a .server file", "app/world.ts", `import type { Database } from "./database/client.server.ts"; import type { Logger } from "pino";`],
    ["a route loads from the database", "app/routes/app._index/route.tsx", `import { redirect } from "@remix-run/node"; import { home } from "#app/database/pages/home.server.ts";`],
    ["a flow opens a transaction", "app/flows/recount.server.ts", `await world.db.$transaction(async (tx) => keep(tx));`],
    ["a test uses what it likes", "test/world.ts", `import pg from "pg"; import { plan } from "#app/domain/plan.ts"; process.env["CI"];`],
  ])("%s", (_, path, text) => {
    expect(complaints([readSource(path, text)])).toEqual([]);
  });
});
