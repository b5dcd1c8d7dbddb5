import { createHash } from "node:crypto";
import type { Request, Response } from "express";

export type CartLine = { variantId: string; quantity: number; properties: Record<string, string> };

const cookie = "pretend_cart";
const attributesCookie = "pretend_cart_attributes";

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
  return { variantId: id, quantity: quantityOf(quantity ?? "1", 1), properties: texts(properties) };
}

/** Shopify's name of a line: the variant, and a hash of what else makes it a line of its own. */
export function lineKey({ variantId, properties }: CartLine): string {
  return `${variantId}:${createHash("md5").update(JSON.stringify(properties)).digest("hex")}`;
}

/** What the shopper told the shop about the whole cart: `attributes[...]`. It goes with the order. */
export function readAttributes(request: Request): Record<string, string> {
  try {
    const written = readCookie(request, attributesCookie) ?? "";
    return texts(JSON.parse(Buffer.from(written, "base64url").toString("utf8")));
  } catch {
    return {};
  }
}

export function writeAttributes(response: Response, attributes: Record<string, string>): void {
  const value = Buffer.from(JSON.stringify(attributes)).toString("base64url");
  response.append("set-cookie", `${attributesCookie}=${value}; Path=/; HttpOnly; SameSite=Lax`);
}

/** The texts of a form's `properties[...]` or `attributes[...]`; empty ones are dropped. */
export function texts(fields: unknown): Record<string, string> {
  const written = fields && typeof fields === "object" ? Object.entries(fields) : [];
  return Object.fromEntries(
    written.filter((entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== ""),
  );
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
