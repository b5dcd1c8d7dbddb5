import { notFound, type Visit } from "#app/admin-page.server.ts";
import { productsFound } from "#app/database/policies.server.ts";
import { readWhere } from "#app/domain/brake-form.ts";
import type { Where } from "#app/flows/brake-set.server.ts";

/**
 * The address says where a rule is set, the same for a look and for a form: some things, or all products that a
 * search finds.
 */
export async function whereOf({ request, world, shop }: Visit, what: string): Promise<Where> {
  const params = new URL(request.url).searchParams;
  const search = params.get("search");
  const targets =
    search === null ? params.getAll("target") : await productsFound(world.db, shop, search.slice(0, 200));
  const where = readWhere(params.get("level"), targets);
  if (!where) throw notFound(what);
  return where;
}
