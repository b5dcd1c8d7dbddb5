import { idIn, page, type Visit } from "#app/admin-page.server.ts";
import { readLeadTime, readMadeToOrder } from "#app/domain/settings-form.ts";
import { dateRuleForeseen } from "#app/flows/date-rules-set.server.ts";
import { madeToOrderForeseen } from "#app/flows/policies-saved.server.ts";
import { supplierChoiceForeseen } from "#app/flows/supplier-chosen.server.ts";

/** Whom a rule of a product would move, asked while it is typed; null before it can be read. Writes nothing. */
export const loader = page(async (visit) => ({ foreseen: await foreseenOf(visit) }));

async function foreseenOf(visit: Visit) {
  const { world, shop, request } = visit;
  const productId = idIn(visit, "product");
  const asked = new URL(request.url).searchParams;
  const typed = (name: string) => asked.get(name)?.trim() ?? null;
  const [leadTime, madeToOrder, supplierId] = [
    typed("leadTimeDays"),
    typed("madeToOrderDays"),
    typed("supplierId"),
  ];
  if (leadTime !== null) {
    const read = readLeadTime(leadTime);
    if (!read.ok) return null;
    const where = { level: "product" as const, targets: [productId] };
    const value = read.value === null ? null : { kind: "lead_time" as const, days: read.value };
    return dateRuleForeseen(world, shop, { where, kind: "lead_time", value });
  }
  if (madeToOrder !== null) {
    const read = readMadeToOrder(madeToOrder);
    return read.ok ? madeToOrderForeseen(world, shop, [productId], read.value) : null;
  }
  return supplierId === null ? null : supplierChoiceForeseen(world, shop, productId, supplierId || null);
}
