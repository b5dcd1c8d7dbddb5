import { randomUUID } from "node:crypto";
import { demoShop, type TestWorld } from "#test/world.ts";

/** A browser of a staff member: Shopify's library answers 410 to clients that look like robots. */
export const browser =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";

export type Shown = { status: number; html: string; headers: Headers };

/** Opens a page as Shopify's admin frames it: a document with a fresh id token in its address. */
export async function open(world: TestWorld, path: string, shop = demoShop): Promise<Shown> {
  const url = new URL(path, world.webUrl);
  const host = Buffer.from(`admin.shopify.com/store/${shop.replace(".myshopify.com", "")}`).toString(
    "base64url",
  );
  for (const [name, value] of Object.entries({
    embedded: "1",
    shop,
    host,
    id_token: world.shopify.issueIdToken(shop),
  })) {
    url.searchParams.set(name, value);
  }
  return shown(await fetch(url, { headers: { "user-agent": browser }, redirect: "manual" }));
}

/**
 * Sends a form as a page's script does: the id token is in a header, the answer is for the script. What was not
 * answered is sent again with the `actionId` that it had.
 */
export async function send(
  world: TestWorld,
  path: string,
  fields: Record<string, string | string[]>,
  shop = demoShop,
  actionId: string = randomUUID(),
): Promise<Shown> {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) body.append(name, one);
  const headers = {
    "user-agent": browser,
    authorization: `Bearer ${world.shopify.issueIdToken(shop)}`,
    "x-shipsby-action": actionId,
  };
  return shown(
    await fetch(new URL(path.replace(/\?|$/, ".data$&"), world.webUrl), {
      method: "POST",
      body,
      headers,
      redirect: "manual",
    }),
  );
}

/** The page as a person reads it: without markup, white space as one space. */
export function words(html: string): string {
  return html
    .replace(/<(script|style)\b.*?<\/\1>/gs, " ")
    .replace(/<!--.*?-->/gs, "")
    .replace(/<\/?(span|a|bdi|time|b)\b[^>]*>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#x27;/g, "'")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ");
}

async function shown(response: Response): Promise<Shown> {
  return { status: response.status, html: await response.text(), headers: response.headers };
}
