import { saveLinkWords, turnLink } from "../database/supplier-links.server.ts";
import type { Id } from "../domain/facts.ts";
import type { Language } from "../domain/languages.ts";
import type { World } from "../world.ts";

/** A link for a supplier, for so many days. It is kept nowhere, and ends those that were made before. */
export async function supplierLinkMade(
  world: World,
  shop: string,
  supplierId: Id,
  days: number,
): Promise<{ url: string; until: Date } | "not_found"> {
  const until = new Date(world.now().getTime() + days * 86_400_000);
  const turn = await world.db.$transaction((tx) => turnLink(tx, shop, supplierId, until));
  return turn === null
    ? "not_found"
    : { url: world.links.supplierUrl({ shop, supplierId, turn }, until), until };
}

/** Whoever has a link of this supplier can do nothing with it any more. */
export async function supplierLinkRevoked(
  world: World,
  shop: string,
  supplierId: Id,
): Promise<"revoked" | "not_found"> {
  const turn = await world.db.$transaction((tx) => turnLink(tx, shop, supplierId, null));
  return turn === null ? "not_found" : "revoked";
}

/** In which language the page behind the link speaks, and which of its words are taken over by themselves. */
export async function supplierLinkSettled(
  world: World,
  shop: string,
  supplierId: Id,
  words: { language: Language; acceptDays: number | null },
): Promise<"saved" | "not_found"> {
  return world.db.$transaction(async (tx) =>
    (await saveLinkWords(tx, shop, supplierId, words)) ? "saved" : "not_found",
  );
}
