import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { page, pageHeaders } from "#app/admin-page.server.ts";
import { readTurn } from "#app/database/pages/keyset.server.ts";
import { productsPage } from "#app/database/pages/products.server.ts";
import { asked } from "./asked.ts";
import { Products } from "./products.tsx";

export const meta: MetaFunction = () => [{ title: "Products" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop, today, settings, request }) => {
  const params = new URL(request.url).searchParams;
  const filters = asked(params);
  const turn = readTurn(params, "string");
  const list = await productsPage(world.db, shop, today, { ...filters, turn });
  return { list, asked: filters, imported: settings.importedAt !== null };
});

export default function ProductsRoute() {
  return <Products {...useLoaderData<typeof loader>()} />;
}
