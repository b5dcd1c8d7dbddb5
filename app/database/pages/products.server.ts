import type { Day, Id } from "../../domain/facts.ts";
import type { Database } from "../client.server.ts";
import { Prisma } from "../generated/client.ts";
import { containing, turnPage, writePlace, type Turn } from "./keyset.server.ts";
import { productStandings } from "./product-standings.server.ts";

export type ProductView = "all" | "owed" | "no_date" | "overdue" | "out_of_stock";
export type ProductSort = "owed" | "title";
export type ProductsAsked = { view: ProductView; sort: ProductSort; search: string; turn: Turn };

export type ProductRow = {
  id: Id;
  title: string;
  status: string;
  variants: number;
  inStock: number;
  backorder: number;
  outOfStock: number;
  discontinued: number;
  owed: number;
  coming: number;
  shipsBy: Day | null;
  expectedBack: Day | null;
  needsDate: boolean;
  overdue: number;
  overdueSince: Day | null;
};
export type ProductsPage = {
  rows: ProductRow[];
  counts: Record<ProductView, number>;
  sums: { rows: number; owed: number; coming: number };
  first: number;
  last: number;
  newer: string | null;
  older: string | null;
  any: boolean;
};

const views: Record<ProductView, Prisma.Sql> = {
  all: Prisma.sql`true`,
  owed: Prisma.sql`owed > 0`,
  no_date: Prisma.sql`needs_date`,
  overdue: Prisma.sql`overdue > 0`,
  out_of_stock: Prisma.sql`out_of_stock > 0`,
};

/** Two queries. */
export async function productsPage(
  db: Database,
  shop: string,
  today: Day,
  asked: ProductsAsked,
): Promise<ProductsPage> {
  const text = containing(asked.search);
  const found = Prisma.sql`select * from (${productStandings(shop, today)}) p where ${
    asked.search
      ? Prisma.sql`(title ilike ${text} or exists (select 1 from variant v
          where v.shop = ${shop} and v.product_id = p.product_id and (v.sku ilike ${text} or v.title ilike ${text})))`
      : Prisma.sql`true`
  }`;
  const [rows, counted] = await Promise.all([
    db.$queryRaw<(ProductRow & { n: number; k1: number; k2: string })[]>(
      turnPage(
        listed(Prisma.sql`select * from (${found}) v where ${views[asked.view]}`, asked.sort),
        asked.turn,
      ),
    ),
    db.$queryRaw<(Record<ProductView, number> & { sum_owed: number; sum_coming: number })[]>`
      select count(*)::int as "all", count(*) filter (where ${views.owed})::int as owed,
        count(*) filter (where ${views.no_date})::int as no_date,
        count(*) filter (where ${views.overdue})::int as overdue,
        count(*) filter (where ${views.out_of_stock})::int as out_of_stock,
        coalesce(sum(owed) filter (where ${views[asked.view]}), 0)::int as sum_owed,
        coalesce(sum(coming) filter (where ${views[asked.view]}), 0)::int as sum_coming
      from (${found}) f`,
  ]);
  if (rows.length === 0 && asked.turn) return productsPage(db, shop, today, { ...asked, turn: null });
  const { sum_owed: owed, sum_coming: coming, ...counts } = counted[0]!;
  const [first, last] = [rows[0], rows.at(-1)];
  return {
    rows: rows.map(({ n: _n, k1: _k1, k2: _k2, ...row }) => row),
    counts,
    sums: { rows: counts[asked.view], owed, coming },
    first: first?.n ?? 0,
    last: last?.n ?? 0,
    newer: first && first.n > 1 ? writePlace(first) : null,
    older: last && last.n < counts[asked.view] ? writePlace(last) : null,
    any: counts.all > 0 || asked.search !== "",
  };
}

function listed(products: Prisma.Sql, sort: ProductSort): Prisma.Sql {
  return Prisma.sql`
    select product_id as id, title, status, variants, in_stock as "inStock", backorder,
      out_of_stock as "outOfStock", gone as discontinued, owed, coming,
      to_char(ships_by, 'YYYY-MM-DD') as "shipsBy", to_char(expected_back, 'YYYY-MM-DD') as "expectedBack",
      needs_date as "needsDate", overdue, to_char(overdue_since, 'YYYY-MM-DD') as "overdueSince",
      ${sort === "owed" ? Prisma.sql`(-owed)::float8` : Prisma.sql`0::float8`} as k1, lower(title) as k2
    from (${products}) p`;
}
