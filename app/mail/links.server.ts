import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

export type Purpose = "confirm" | "leave";

/** Whom and what a link is about. The address is never part of it. */
export type LinkedTo = { shop: string; subscriptionId: string };

export type Links = {
  /** The address of a page; `until` ends a link, else it works for good. */
  url(purpose: Purpose, to: LinkedTo, until?: Date): string;
  token(purpose: Purpose, to: LinkedTo, until?: Date): string;
  /** Null for a token that is forged, of another purpose or too old. Who asks learns nothing more. */
  read(purpose: Purpose, token: string, now: Date): LinkedTo | null;
};

const version = "1";

/**
 * Signed links for people without a login. Each purpose has a key of its own: a link to leave can never confirm.
 */
export function makeLinks(key: Buffer, appUrl: string): Links {
  const sign = (purpose: Purpose, payload: string) =>
    createHmac("sha256", Buffer.from(hkdfSync("sha256", key, "", `shipsby link ${purpose}`, 32)))
      .update(`${version}.${payload}`)
      .digest("base64url");

  const token: Links["token"] = (purpose, { shop, subscriptionId }, until) => {
    const seconds = until ? Math.floor(until.getTime() / 1000) : 0;
    const payload = Buffer.from(JSON.stringify([shop, subscriptionId, seconds])).toString("base64url");
    return `${version}.${payload}.${sign(purpose, payload)}`;
  };

  return {
    token,
    url: (purpose, to, until) => `${appUrl}/alerts/${purpose}?token=${token(purpose, to, until)}`,
    read(purpose, given, now) {
      const [v, payload, signature, ...rest] = given.slice(0, 1000).split(".");
      if (v !== version || !payload || !signature || rest.length > 0) return null;
      if (!same(signature, sign(purpose, payload))) return null;
      try {
        const [shop, subscriptionId, seconds] = JSON.parse(Buffer.from(payload, "base64url").toString()) as [
          string,
          string,
          number,
        ];
        const over = seconds > 0 && now.getTime() >= seconds * 1000;
        return over ? null : { shop, subscriptionId };
      } catch {
        return null;
      }
    },
  };
}

function same(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
}
