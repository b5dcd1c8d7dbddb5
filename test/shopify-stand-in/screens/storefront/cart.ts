import type { Request, Response } from "express";

export type CartLine = { variantId: string; quantity: number; properties: Record<string, string> };

const cookie = "pretend_cart";

/** The cart lives in the browser's cookie, so that stopping the demo loses nobody's cart. */
export function readCart(request: Request): CartLine[] {
  const written = readCookie(request, cookie);
  if (!written) return [];
  try {
    return (JSON.parse(Buffer.from(written, "base64url").toString("utf8")) as unknown[]).filter(isLine);
  } catch {
    return [];
  }
}

export function writeCart(response: Response, lines: CartLine[]): void {
  const kept = lines.filter((line) => line.quantity > 0);
  const value = Buffer.from(JSON.stringify(kept)).toString("base64url");
  response.append("set-cookie", `${cookie}=${value}; Path=/; HttpOnly; SameSite=Lax`);
}

/** The same variant with the same properties is the same line. */
export function addLine(lines: CartLine[], added: CartLine): CartLine[] {
  const same = (line: CartLine) =>
    line.variantId === added.variantId &&
    JSON.stringify(line.properties) === JSON.stringify(added.properties);
  if (!lines.some(same)) return [...lines, added];
  return lines.map((line) =>
    same(line) ? { ...line, quantity: Math.min(999, line.quantity + added.quantity) } : line,
  );
}

/** `position` counts from 1, as in Shopify's cart. */
export function changeLine(lines: CartLine[], position: number, quantity: number): CartLine[] {
  return lines.map((line, index) => (index + 1 === position ? { ...line, quantity } : line));
}

/** The fields of an "add to cart" form: id, quantity, properties[...]. */
export function lineFromForm(form: unknown): CartLine | undefined {
  const { id, quantity, properties } = (form ?? {}) as Record<string, unknown>;
  if (typeof id !== "string") return undefined;
  const written = properties && typeof properties === "object" ? Object.entries(properties) : [];
  return {
    variantId: id,
    quantity: quantityOf(quantity ?? "1", 1),
    properties: Object.fromEntries(
      written.filter((entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== ""),
    ),
  };
}

export function quantityOf(written: unknown, least: number): number {
  const number = Math.trunc(Number(written));
  return Number.isFinite(number) ? Math.min(999, Math.max(least, number)) : least;
}

export function readCookie(request: Request, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? "").split(/;\s*/).map((pair) => pair.split("="));
  return pairs.find(([key]) => key === name)?.[1];
}

function isLine(line: unknown): line is CartLine {
  const { variantId, quantity, properties } = (line ?? {}) as Partial<CartLine>;
  return typeof variantId === "string" && typeof quantity === "number" && typeof properties === "object";
}
