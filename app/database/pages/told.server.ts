import { Prisma } from "../generated/client.ts";

/** Whether its supplier itself said the day that is stated, on its page. Wants a delivery as `d`. */
export const toldBySupplier = Prisma.sql`exists (
  select 1 from proposal said where said.shop = d.shop and said.delivery_id = d.delivery_id
    and said.supplier_id = d.supplier_id and said.stated_on = d.stated_on and said.state in ('confirmed', 'accepted'))`;
