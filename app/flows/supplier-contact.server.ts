import { keepContact, sealedContact } from "../database/supplier-links.server.ts";
import type { Id } from "../domain/facts.ts";
import type { Contact } from "../domain/supplier-link-form.ts";
import type { World } from "../world.ts";

/** A person's name and address: kept encrypted, only where the merchant wants it, and gone when it is emptied. */
export async function supplierContactSaved(
  world: World,
  shop: string,
  supplierId: Id,
  contact: Contact | null,
): Promise<"saved" | "not_found"> {
  const sealed =
    contact && world.addresses.seal(JSON.stringify([contact.name, contact.email]), shop, supplierId);
  return world.db.$transaction(async (tx) =>
    (await keepContact(tx, shop, supplierId, sealed ?? "")) ? "saved" : "not_found",
  );
}

export async function supplierContact(world: World, shop: string, supplierId: Id): Promise<Contact | null> {
  const sealed = await sealedContact(world.db, shop, supplierId);
  if (sealed === "") return null;
  const [name, email] = JSON.parse(world.addresses.open(sealed, shop, supplierId)) as [string, string];
  return { name, email };
}
