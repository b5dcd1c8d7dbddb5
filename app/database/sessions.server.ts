import { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import type { Database, Transaction } from "./client.server.ts";
import type { Cipher } from "./cipher.server.ts";
import type { Session as Row } from "./generated/client.ts";

export type Sessions = SessionStorage & {
  /** The offline session of a shop, with its tokens in clear. */
  offline(shop: string): Promise<Session | undefined>;
  /**
   * Runs `renew` for one shop in one process at a time, over all processes. Shopify rotates refresh tokens: two
   * refreshes at once would invalidate each other. `renew` sees the newest session and may find nothing to do.
   */
  renewing(
    shop: string,
    renew: (current: Session | undefined) => Promise<Session | undefined>,
  ): Promise<Session | undefined>;
  forget(shop: string): Promise<void>;
};

/** Our own storage, since the Prisma one keeps tokens in clear and its rows do not lead with the shop (decision 005). */
export function sessionStorage(db: Database, cipher: Cipher): Sessions {
  const find = async (tx: Transaction, id: string) => {
    const row = await tx.session.findUnique({ where: { shop_id: { shop: shopOf(id), id } } });
    return row ? toSession(row, cipher) : undefined;
  };
  const store = async (tx: Transaction, session: Session) => {
    const row = toRow(session, cipher);
    await tx.session.upsert({ where: { shop_id: { shop: row.shop, id: row.id } }, create: row, update: row });
  };
  return {
    async storeSession(session) {
      await store(db, session);
      return true;
    },
    loadSession: (id) => find(db, id),
    async deleteSession(id) {
      await db.session.deleteMany({ where: { shop: shopOf(id), id } });
      return true;
    },
    async deleteSessions(ids) {
      for (const id of ids) await db.session.deleteMany({ where: { shop: shopOf(id), id } });
      return true;
    },
    async findSessionsByShop(shop) {
      const rows = await db.session.findMany({ where: { shop }, orderBy: { expires: "desc" }, take: 25 });
      return rows.map((row) => toSession(row, cipher));
    },
    offline: (shop) => find(db, offlineId(shop)),
    renewing(shop, renew) {
      return db.$transaction(
        async (tx) => {
          await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('token'), hashtext(${shop}))`;
          const current = await find(tx, offlineId(shop));
          const renewed = await renew(current);
          if (renewed && renewed !== current) await store(tx, renewed);
          return renewed;
        },
        { timeout: 60_000, maxWait: 60_000 },
      );
    },
    async forget(shop) {
      await db.session.deleteMany({ where: { shop } });
    },
  };
}

/** As shopify-api names it: Session.getOfflineId. */
function offlineId(shop: string): string {
  return `offline_${shop}`;
}

function shopOf(id: string): string {
  return id.startsWith("offline_") ? id.slice("offline_".length) : id.slice(0, id.lastIndexOf("_"));
}

function toRow(s: Session, cipher: Cipher): Omit<Row, "problem"> & { problem: null } {
  return {
    shop: s.shop,
    id: s.id,
    state: s.state,
    isOnline: s.isOnline,
    scope: s.scope ?? null,
    expires: s.expires ?? null,
    accessToken: s.accessToken ? cipher.seal(s.accessToken, s.id) : "",
    refreshToken: s.refreshToken ? cipher.seal(s.refreshToken, s.id) : null,
    refreshTokenExpires: s.refreshTokenExpires ?? null,
    problem: null,
  };
}

function toSession(row: Row, cipher: Cipher): Session {
  return new Session({
    id: row.id,
    shop: row.shop,
    state: row.state,
    isOnline: row.isOnline,
    ...(row.scope !== null && { scope: row.scope }),
    ...(row.expires && { expires: row.expires }),
    ...(row.accessToken && { accessToken: cipher.open(row.accessToken, row.id) }),
    ...(row.refreshToken && { refreshToken: cipher.open(row.refreshToken, row.id) }),
    ...(row.refreshTokenExpires && { refreshTokenExpires: row.refreshTokenExpires }),
  });
}
