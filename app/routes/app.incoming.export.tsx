import { page } from "#app/admin-page.server.ts";
import { deliveriesExported, deliveryTemplate } from "#app/flows/deliveries-imported.server.ts";

/** What is coming as a file, or the same file without rows. */
export const loader = page(async ({ world, shop, today, request }) => {
  const template = new URL(request.url).searchParams.has("template");
  const file = template
    ? { name: "deliveries-template.csv", text: deliveryTemplate() }
    : { name: `deliveries-${today}.csv`, text: await deliveriesExported(world, shop) };
  return { file };
});
