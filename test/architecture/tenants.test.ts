import { globSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tenantTables } from "#app/database/shops.server.ts";
import { testDatabase, type TestDatabase } from "#test/setup/database.ts";
import { shoplessQuestions } from "./questions.ts";

// Whoever shards the database by shop, or erases a shop, relies on these.

/** Kept by the migrations' runner; it belongs to no shop. */
const ofNobody = ["_prisma_migrations"];

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

type Index = { table: string; name: string; primary: boolean; columns: string[] };

function uniqueIndexes(): Promise<Index[]> {
  return database.db.$queryRaw<Index[]>`
    select c.relname as table, i.relname as name, x.indisprimary as primary,
      (select array_agg(a.attname::text order by k.n)
        from unnest(x.indkey) with ordinality as k(column_number, n)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.column_number) as columns
    from pg_index x
      join pg_class c on c.oid = x.indrelid
      join pg_class i on i.oid = x.indexrelid
      join pg_namespace s on s.oid = c.relnamespace
    where s.nspname = 'public' and x.indisunique`;
}

test("the primary key of every table begins with the shop", async () => {
  const keys = (await uniqueIndexes()).filter((i) => i.primary && !ofNobody.includes(i.table));
  expect(keys.length).toBe(tenantTables.length);
  expect(keys.filter((key) => key.columns[0] !== "shop")).toEqual([]);
});

test("nothing is unique beyond its shop", async () => {
  const others = (await uniqueIndexes()).filter(
    (i) => !ofNobody.includes(i.table) && !i.columns.includes("shop"),
  );
  expect(others).toEqual([]);
});

test("the list of what is erased with a shop names every table", async () => {
  const rows = await database.db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`;
  const inDatabase = rows.map((row) => row.name).filter((name) => !ofNobody.includes(name));
  expect([...tenantTables].sort()).toEqual(inDatabase.sort());
});

test("the schema says the same as the migrated database", () => {
  const models = readFileSync("prisma/schema.prisma", "utf8").match(/^model \w+ \{[^}]*\n\}/gm) ?? [];
  const tables = models.map((model) => /@@map\("(\w+)"\)/.exec(model)?.[1]);
  const keys = models.map((model) => /@@id\(\[(\w+)/.exec(model)?.[1] ?? /^ +(\w+) .*@id$/m.exec(model)?.[1]);
  expect(tables.sort()).toEqual([...tenantTables].sort());
  expect(new Set(keys)).toEqual(new Set(["shop"]));
});

test("no column is made for a customer's name or address", () => {
  const columns = readFileSync("prisma/schema.prisma", "utf8").matchAll(/^ {2}(\w+) +\w/gm);
  const personal = /customer|e_?mail|phone|address|first_?name|last_?name|postcode|zip|birth|^ip$/i;
  expect([...columns].map(([, name]) => name).filter((name) => personal.test(name!))).toEqual([]);
});

test("every question to the database names its shop, but for those that are about all of them", () => {
  const aboutAll = [
    "dueCycles",
    "stuckNightly",
    "unsettledItems",
    "forgottenEffects",
    "forgottenSpreads",
    "forgottenBatches",
    "shopsWithWaitingInbox",
    "dueWatches",
    "dueBrakes",
    "shopsWithDueNotices",
    "shopsWithDueUnits",
    "shopsWithStuckImports",
    // No rows of a shop.
    "drawReadNumber",
    "areKnownZones",
    "pendingMigrations",
  ];
  // These ask a part that names the shop, in a function of its own.
  const throughAPart = ["backordersPage", "productsPage", "deliveriesPage", "alertsPage"];
  const files = globSync("app/database/**/*.ts").filter((path) => !path.includes("/generated/"));
  const found = files.flatMap((path) => shoplessQuestions(path, readFileSync(path, "utf8")));
  expect(found.filter(({ asker }) => ![...aboutAll, ...throughAPart].includes(asker))).toEqual([]);
});

test("a question that forgets its shop would be noticed", () => {
  const planted = `
    export function all(db: Database) { return db.product.findMany({ where: { title: "x" } }); }
    export function some(tx: Transaction) { return tx.$queryRaw<{ id: string }[]>\`select id from product\`; }
    export function own(tx: Transaction, shop: string) { return tx.$queryRaw\`select 1 from product where shop = \${shop}\`; }`;
  expect(shoplessQuestions("planted.ts", planted).map((q) => q.asker)).toEqual(["all", "some"]);
});
