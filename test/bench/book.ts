import { pino } from "pino";
import pg from "pg";
import { makeAddresses } from "#app/database/addresses.server.ts";
import { openDatabase } from "#app/database/client.server.ts";
import { makeLinks } from "#app/mail/links.server.ts";
import { makeMailer } from "#app/mail/mailer.server.ts";
import type { World } from "#app/world.ts";
import { openQueue } from "#app/worker/queue.server.ts";
import type { TestDatabase } from "#test/setup/database.ts";

/** The debt book alone: a real database and queue, no Shopify and no workers. */
export async function bookWorld(database: TestDatabase): Promise<World & { close(): Promise<void> }> {
  const log = pino({ level: "silent" });
  const db = openDatabase(database.url);
  const queue = await openQueue(database.url, log);
  return {
    db,
    nudge: queue.nudge,
    lock: (_scope, _key, work) => work(),
    admin: () => {
      throw new Error("There is no Shopify here.");
    },
    mail: makeMailer(undefined, undefined),
    links: makeLinks(Buffer.alloc(32), "https://shipsby.test"),
    addresses: makeAddresses(Buffer.alloc(32)),
    now: () => new Date("2026-11-22T09:00:00Z"),
    log,
    async close() {
      await queue.close();
      await db.$disconnect();
    },
  };
}

export const idOf = (kind: "item" | "product" | "variant", n: number) =>
  String({ item: 4_000_000_000_000, product: 2_000_000_000_000, variant: 3_000_000_000_000 }[kind] + n);
export const deliveryOf = (n: number) => `delivery-${n}`;

/**
 * A shop that owes `lines` lines of `items` items, one order each, oldest first; as recounts would have left the
 * book. Item n is paid by delivery n; of ten items one has a delivery that is late, one has none. With one item,
 * everybody waits for one delivery.
 */
export async function seedBook(
  url: string,
  shop: string,
  { lines, items }: { lines: number; items: number },
): Promise<void> {
  const client = new pg.Client({ connectionString: `${url}?application_name=bench` });
  await client.connect();
  const values = [pg.escapeLiteral(shop), String(items), String(lines)];
  const filled = (statement: string) => statement.replace(/\$(\d)/g, (_, n) => values[Number(n) - 1]!);
  try {
    await client.query("begin");
    await client.query("set local jit = off");
    for (const statement of [...catalogue, ...book]) {
      await client.query(filled(statement));
    }
    await client.query("commit");
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }
}

// $1 the shop, $2 how many items, $3 how many lines, a multiple of $2. Line n is the (n / items)th in the queue of item n % items.
const catalogue = [
  `insert into shop (shop, name, time_zone, currency, imported_at) values ($1, 'Bench', 'Europe/Berlin', 'EUR', now())
    on conflict (shop) do nothing`,
  `insert into location (shop, location_id, name) values ($1, '1', 'Berlin')
    on conflict (shop, location_id) do nothing`,
  `insert into product (shop, product_id, title, handle, status, updated_at)
    select $1, 2000000000000 + n, 'Product ' || n, 'product-' || n, 'ACTIVE', now() from generate_series(0, $2 - 1) n`,
  `insert into variant (shop, variant_id, product_id, item_id, title, sku, price, policy)
    select $1, 3000000000000 + n, 2000000000000 + n, 4000000000000 + n, 'Default', 'SKU-' || n, 89, 'CONTINUE'
    from generate_series(0, $2 - 1) n`,
  `insert into item (shop, item_id, tracked) select $1, 4000000000000 + n, true from generate_series(0, $2 - 1) n`,
  `insert into stock_level (shop, item_id, location_id, on_hand, available, committed, incoming, unavailable, updated_at)
    select $1, 4000000000000 + n, '1', 0, -$3 / $2, $3 / $2, 0, 0, now() from generate_series(0, $2 - 1) n`,
  `insert into delivery (shop, delivery_id, reference, location_id, expected_on, created_at)
    select $1, 'delivery-' || n, 'PO-' || n, '1', case when n % 10 = 7 then date '2026-11-10' else date '2026-12-01' + n % 60 end, now()
    from generate_series(0, $2 - 1) n where n % 10 <> 8`,
];
const book = [
  `insert into delivery_line (shop, delivery_id, item_id, quantity)
    select $1, 'delivery-' || n, 4000000000000 + n, $3 / $2 + 1000 from generate_series(0, $2 - 1) n where n % 10 <> 8`,
  `insert into sales_order (shop, order_id, name, channel, currency, placed_at, updated_at)
    select $1, 5000000000000 + n, '#' || n, 'web', 'EUR', timestamptz '2026-09-01' + n * interval '1 s' * (6000000.0 / greatest($3, 600000)), now()
    from generate_series(0, $3 - 1) n`,
  `insert into order_line (shop, line_id, order_id, variant_id, title, sku, quantity, unit_price)
    select $1, 6000000000000 + n, 5000000000000 + n, 3000000000000 + n % $2, 'Product ' || n % $2, 'SKU-' || n % $2, 1, 89
    from generate_series(0, $3 - 1) n`,
  `insert into fulfillment_line (shop, fulfillment_line_id, fulfillment_order_id, order_id, line_id, item_id, location_id, remaining, status)
    select $1, 7000000000000 + n, 8000000000000 + n, 5000000000000 + n, 6000000000000 + n, 4000000000000 + n % $2, '1', 1, 'OPEN'
    from generate_series(0, $3 - 1) n`,
  `insert into owed_line (shop, fulfillment_line_id, item_id, location_id, order_id, line_id, outstanding, ready, owed, uncovered, units_before, lines_before, since, paid_by, value, placed_at, channel)
    select $1, 7000000000000 + n, 4000000000000 + n % $2, '1', 5000000000000 + n, 6000000000000 + n, 1, 0, 1,
      case when n % $2 % 10 = 8 then 1 else 0 end, n / $2, n / $2, at, case when n % $2 % 10 <> 8 then 'delivery-' || n % $2 end, 89, at, 'web'
    from (select n, timestamptz '2026-09-01' + n * interval '1 s' * (6000000.0 / greatest($3, 600000)) as at
      from generate_series(0, $3 - 1) n) n`,
  `insert into promise_entry (shop, line_id, version, order_id, promised_on, change, because, author, at)
    select $1, line_id, 1, order_id, date '2026-12-15', 'first', '{}', 'Shipsby', since from owed_line where shop = $1`,
  `insert into cover (shop, fulfillment_line_id, position, item_id, kind, delivery_id, quantity)
    select $1, 7000000000000 + n, 0, 4000000000000 + n % $2, 'delivery', 'delivery-' || n % $2, 1
    from generate_series(0, $3 - 1) n where n % $2 % 10 <> 8`,
];

/** Whether what took so long is worth trying at ten times the size, should it grow with the square. */
export function worthTryingTenfold(ms: number): boolean {
  return ms * 100 < 60_000;
}

/** One more order at the end of an item's queue, as a read of Shopify would have left it. */
export async function appendOrder(
  database: TestDatabase,
  shop: string,
  item: number,
  n: number,
): Promise<void> {
  const id = (kind: number) => String(kind * 1_000_000_000_000 + n);
  await database.db.$executeRaw`
    insert into sales_order (shop, order_id, name, placed_at, updated_at) values (${shop}, ${id(5)}, ${`#${n}`}, '2026-11-22', now())`;
  await database.db.$executeRaw`
    insert into fulfillment_line (shop, fulfillment_line_id, fulfillment_order_id, order_id, line_id, item_id, location_id, remaining, status)
    values (${shop}, ${id(7)}, ${id(8)}, ${id(5)}, ${id(6)}, ${idOf("item", item)}, '1', 1, 'OPEN')`;
  await commit(database, shop, item, 1);
}

/** Nothing of a line is to ship any more. */
export async function cancelLine(
  database: TestDatabase,
  shop: string,
  item: number,
  lineId: string,
): Promise<void> {
  await database.db.$executeRaw`
    update fulfillment_line set remaining = 0 where shop = ${shop} and fulfillment_line_id = ${lineId}`;
  await countAnew(database, shop, item);
  await commit(database, shop, item, -1);
}

/** As a changed line would have it: the queue is counted from its first line on. */
export async function countAnew({ db }: TestDatabase, shop: string, item: number): Promise<void> {
  await db.$executeRaw`update item set recount = true where shop = ${shop} and item_id = ${idOf("item", item)}`;
}

async function commit({ db }: TestDatabase, shop: string, item: number, units: number): Promise<void> {
  await db.$executeRaw`
    update stock_level set committed = committed + ${units}, available = available - ${units}
    where shop = ${shop} and item_id = ${idOf("item", item)}`;
}
