import { page } from "#app/admin-page.server.ts";
import { causesExported } from "#app/flows/causes-exported.server.ts";

/** Causes by product and supplier as a file. */
export const loader = page(async ({ world, shop, today }) => {
  return { file: { name: `causes-${today}.csv`, text: await causesExported(world, shop) } };
});
