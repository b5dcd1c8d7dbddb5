import { page } from "#app/admin-page.server.ts";
import { signUpsExported } from "#app/flows/sign-ups-exported.server.ts";

/** Sign-ups as a file, of one list or of all. */
export const loader = page(async ({ world, shop, today, request }) => {
  const [, variantId, place = ""] =
    /^(\d{1,20})(?::(\d{1,20}))?$/.exec(new URL(request.url).searchParams.get("list") ?? "") ?? [];
  const list = variantId === undefined ? null : { variantId, place };
  return { file: { name: `sign-ups-${today}.csv`, text: await signUpsExported(world, shop, list) } };
});
