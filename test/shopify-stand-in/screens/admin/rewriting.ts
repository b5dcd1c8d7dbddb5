import { StringDecoder } from "node:string_decoder";
import { Transform } from "node:stream";

export type Replacement = { from: string; to: string };

/** What Shopify's addresses become inside the stand-in. Longer ones come first where one begins another. */
export function replacementsFor(addresses: {
  adminUrl: string;
  shop: string;
  storefrontUrl?: string | undefined;
}): Replacement[] {
  const { adminUrl, shop, storefrontUrl } = addresses;
  const store = `${adminUrl}/store/${shop.replace(".myshopify.com", "")}`;
  return [
    { from: `https://${shop}/admin`, to: store },
    ...(storefrontUrl ? [{ from: `https://${shop}`, to: storefrontUrl }] : []),
    { from: "https://admin.shopify.com", to: adminUrl },
    { from: "https://cdn.shopify.com", to: `${adminUrl}/cdn` },
  ];
}

export function replaceAll(text: string, replacements: Replacement[]): string {
  return replacements.reduce((current, { from, to }) => current.replaceAll(from, to), text);
}

/** Only the admin and the CDN: a policy that did not let Shopify's admin frame the app must keep failing. */
export function rewritePolicy(policy: string, adminUrl: string): string {
  return policy
    .replaceAll("https://admin.shopify.com", adminUrl)
    .replaceAll("https://cdn.shopify.com", adminUrl);
}

/** Replaces while the text streams by; only what may be the beginning of a match is held back. */
export function replacingStream(replacements: Replacement[]): Transform {
  const decoder = new StringDecoder("utf8");
  let held = "";
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const text = replaceAll(held + decoder.write(chunk), replacements);
      const keep = beginningOfMatch(text, replacements);
      held = text.slice(text.length - keep);
      done(null, text.slice(0, text.length - keep));
    },
    flush(done) {
      done(null, replaceAll(held + decoder.end(), replacements));
    },
  });
}

function beginningOfMatch(text: string, replacements: Replacement[]): number {
  const longest = Math.max(...replacements.map(({ from }) => from.length)) - 1;
  for (let length = Math.min(longest, text.length); length > 0; length--) {
    const tail = text.slice(-length);
    if (replacements.some(({ from }) => from.length > length && from.startsWith(tail))) return length;
  }
  return 0;
}
