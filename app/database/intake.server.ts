import pg from "pg";

/** A webhook as it came. The body is UTF-8 and not looked at. */
export type NewInboxRow = {
  shop: string;
  topic: string;
  webhookId: string;
  eventId: string | null;
  triggeredAt: Date | null;
  body: Buffer;
};

export type Intake = {
  /** Resolves after the commit. A webhook that is known already changes nothing. */
  keep(group: NewInboxRow[]): Promise<void>;
  close(): Promise<void>;
};

/**
 * One statement for a whole group, and nothing that asks twice: this is where a flash sale arrives. Bodies go as the
 * bytes that they are, all in one, since an array of them would be escaped here and read again there.
 */
const statement = {
  name: "keep_in_inbox",
  text: `
    insert into inbox (shop, topic, webhook_id, event_id, triggered_at, body)
    select shop, topic, id, event, at, convert_from(substr($6::bytea, start, size), 'UTF8')
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $7::int[], $8::int[])
      as w(shop, topic, id, event, at, start, size)
    on conflict (shop, topic, webhook_id) do nothing`,
};

export function openIntake(connectionString: string): Intake {
  // Groups follow one another: one connection, and another for while it is replaced.
  const pool = new pg.Pool({ connectionString, max: 2, application_name: "shipsby-intake" });
  pool.on("error", () => {});
  return {
    async keep(group) {
      // Always in one order, so that two groups with the same webhooks never wait for each other in a circle.
      const rows = group.length > 1 ? [...group].sort(byKey) : group;
      const bodies = rows.map((r) => r.body);
      let next = 1;
      const starts = bodies.map(({ length }) => (next += length) - length);
      const values = [
        rows.map((r) => r.shop),
        rows.map((r) => r.topic),
        rows.map((r) => r.webhookId),
        rows.map((r) => r.eventId),
        rows.map((r) => r.triggeredAt?.toISOString() ?? null),
        bodies.length === 1 ? bodies[0] : Buffer.concat(bodies, next - 1),
        starts,
        bodies.map((b) => b.length),
      ];
      await pool.query({ ...statement, values });
    },
    close: () => pool.end(),
  };
}

function byKey(a: NewInboxRow, b: NewInboxRow): number {
  return compare(a.shop, b.shop) || compare(a.topic, b.topic) || compare(a.webhookId, b.webhookId);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The database ran the statement and said no to what is in it: another group may do better. */
export function isRefusal(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^(21|22|23|40|54)/.test(error.code ?? "");
}
