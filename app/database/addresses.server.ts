import { createHmac, hkdfSync } from "node:crypto";
import { makeCipher } from "./cipher.server.ts";

/**
 * How addresses are kept: sealed for writing to them, and as a keyed hash for finding them again. The hash differs
 * from shop to shop, so that rows of two shops cannot be laid side by side.
 */
export type Addresses = {
  who(shop: string, address: string): string;
  /** For what counts over all shops: how often a stranger may be asked to confirm. */
  anywhere(address: string): string;
  /** A client's network address, which is kept only as a count. */
  client(address: string): string;
  seal(address: string, shop: string, subscriptionId: string): string;
  open(sealed: string, shop: string, subscriptionId: string): string;
};

export function makeAddresses(key: Buffer): Addresses {
  const hashKey = keyFor(key, "address hash");
  const cipher = makeCipher(keyFor(key, "address"));
  const hash = (...parts: string[]) =>
    createHmac("sha256", hashKey).update(JSON.stringify(parts)).digest("base64url");
  return {
    who: (shop, address) => hash("shop", shop, address),
    anywhere: (address) => hash("anywhere", address),
    client: (address) => hash("client", address),
    seal: (address, shop, id) => cipher.seal(address, `${shop}/${id}`),
    open: (sealed, shop, id) => cipher.open(sealed, `${shop}/${id}`),
  };
}

/** One secret in the environment, a key of its own for each use. */
function keyFor(key: Buffer, use: string): Buffer {
  return Buffer.from(hkdfSync("sha256", key, "", `shipsby ${use}`, 32));
}
