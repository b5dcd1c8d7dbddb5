import pg from "pg";
import type { TestDatabase } from "#test/setup/database.ts";

/** A shop whose only variant is back with many units, and `due` people whose alert is due now, oldest first. */
export async function seedList(
  { url }: TestDatabase,
  shop: string,
  { due, waiting = 0, at }: { due: number; waiting?: number; at: Date },
): Promise<void> {
  const client = new pg.Client({ connectionString: `${url}?application_name=bench` });
  await client.connect();
  const values = [pg.escapeLiteral(shop), String(due), String(waiting), `'${at.toISOString()}'::timestamptz`];
  try {
    for (const statement of statements)
      await client.query(statement.replace(/\$(\d)/g, (_, n) => values[Number(n) - 1]!));
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }
}

/** Ids whose order is not the order of asking. */
const id = "md5($1 || n)::uuid";

// $1 the shop, $2 how many are due, $3 how many more wait without a notice, $4 now.
const statements = [
  `insert into shop (shop, name, time_zone, currency, imported_at) values ($1, $1, 'Europe/Berlin', 'EUR', $4)`,
  `insert into alert_settings (shop, sender_mailbox, imprint) values ($1, 'shop@example.com', 'Bench, Berlin')`,
  `insert into product (shop, product_id, title, handle, status, updated_at) values ($1, '2', 'Pack', 'pack', 'ACTIVE', $4)`,
  `insert into variant (shop, variant_id, product_id, item_id, title, sku, price, policy)
    values ($1, '3', '2', '4', 'Olive', 'PACK', 89, 'DENY')`,
  `insert into item (shop, item_id, tracked) values ($1, '4', true)`,
  `insert into availability (shop, variant_id, product_id, item_id, state, free, owed, coming, because)
    values ($1, '3', '2', '4', 'in_stock', 10, 0, 0, '[]')`,
  `insert into restock_watch (shop, variant_id, epoch, open, opened_at) values ($1, '3', 1, true, $4)`,
  `insert into wave (shop, variant_id, epoch, number, at, free, size, author, because)
    values ($1, '3', 1, 1, $4, 1000000, $2, 'Shipsby', '{}')`,
  `insert into subscription (shop, subscription_id, variant_id, who, sealed, state, consent, consent_at, asked_at)
    select $1, ${id}, '3', 'who ' || n, 'sealed', 'waiting', 'Yes', $4, $4 - interval '30 days' + n * interval '1 second'
    from generate_series(1, $2 + $3) n`,
  `insert into notice (shop, subscription_id, kind, turn, variant_id, wave, who, message_id, created_at, due_at, asked_at)
    select $1, ${id}, 'restock', 1, '3', 1, 'who ' || n, 'id', $4, $4, $4 - interval '30 days' + n * interval '1 second'
    from generate_series(1, $2) n`,
];
