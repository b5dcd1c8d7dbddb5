import pg from "pg";

export type Locks = {
  /** Runs `work` while no other process runs work of the same scope and key. Released when the process dies. */
  hold(scope: string, key: string, work: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
};

/**
 * Locks that outlast a transaction, on connections of their own: whoever waits for Shopify while holding one
 * must not use up the connections that the work itself needs.
 */
export function openLocks(connectionString: string, connections = 8): Locks {
  const pool = new pg.Pool({ connectionString, max: connections, application_name: "shipsby-locks" });
  pool.on("error", () => {});
  return {
    async hold(scope, key, work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query("select pg_advisory_lock(hashtext($1), hashtext($2))", [scope, key]);
        await work();
      } finally {
        await client
          .query("select pg_advisory_unlock(hashtext($1), hashtext($2))", [scope, key])
          .catch((error: Error) => (broken = error));
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}
