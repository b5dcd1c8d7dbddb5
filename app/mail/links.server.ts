import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

export type Purpose = "confirm" | "leave" | "decline";

/** Whom and what a link is about. The address is never part of it. */
export type LinkedTo = { shop: string; subscriptionId: string };

/** A link of an earlier turn than its supplier's no longer works. */
export type LinkedSupplier = { shop: string; supplierId: string; turn: number };

export type Links = {
  /** The address of a page; `until` ends a link, else it works for good. */
  url(purpose: Purpose, to: LinkedTo, until?: Date): string;
  token(purpose: Purpose, to: LinkedTo, until?: Date): string;
  /** Null for a token that is forged, of another purpose or too old. Who asks learns nothing more. */
  read(purpose: Purpose, token: string, now: Date): LinkedTo | null;
  /** The address at which a supplier says what becomes of its deliveries. It always ends. */
  supplierUrl(to: LinkedSupplier, until: Date): string;
  readSupplier(token: string, now: Date): LinkedSupplier | null;
};

const version = "1";

/**
 * Signed links for people without a login. Each purpose has a key of its own: a link to leave can never confirm.
 */
export function makeLinks(key: Buffer, appUrl: string): Links {
  const sign = (purpose: Purpose | "supplier", payload: string) =>
    createHmac("sha256", Buffer.from(hkdfSync("sha256", key, "", `shipsby link ${purpose}`, 32)))
      .update(`${version}.${payload}`)
      .digest("base64url");

  const write = (purpose: Purpose | "supplier", said: unknown[]) => {
    const payload = Buffer.from(JSON.stringify(said)).toString("base64url");
    return `${version}.${payload}.${sign(purpose, payload)}`;
  };

  const read = (purpose: Purpose | "supplier", given: string): unknown[] | null => {
    const [v, payload, signature, ...rest] = given.slice(0, 1000).split(".");
    if (v !== version || !payload || !signature || rest.length > 0) return null;
    if (!same(signature, sign(purpose, payload))) return null;
    try {
      return JSON.parse(Buffer.from(payload, "base64url").toString()) as unknown[];
    } catch {
      return null;
    }
  };

  const token: Links["token"] = (purpose, { shop, subscriptionId }, until) =>
    write(purpose, [shop, subscriptionId, until ? secondsOf(until) : 0]);

  return {
    token,
    url: (purpose, to, until) => `${appUrl}/alerts/${purpose}?token=${token(purpose, to, until)}`,
    read(purpose, given, now) {
      const said = read(purpose, given) as [string, string, number] | null;
      if (!said) return null;
      const [shop, subscriptionId, seconds] = said;
      return seconds > 0 && isOver(seconds, now) ? null : { shop, subscriptionId };
    },
    supplierUrl: ({ shop, supplierId, turn }, until) =>
      `${appUrl}/supplier/${write("supplier", [shop, supplierId, turn, secondsOf(until)])}`,
    readSupplier(given, now) {
      const said = read("supplier", given) as [string, string, number, number] | null;
      if (!said) return null;
      const [shop, supplierId, turn, seconds] = said;
      return isOver(seconds, now) ? null : { shop, supplierId, turn };
    },
  };
}

const secondsOf = (at: Date) => Math.floor(at.getTime() / 1000);
const isOver = (seconds: number, now: Date) => now.getTime() >= seconds * 1000;

function same(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}
