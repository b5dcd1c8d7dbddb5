import { data } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, page, pageHeaders } from "#app/admin-page.server.ts";
import { kindIn } from "#app/components/date-rule-words.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { count } from "#app/components/words.ts";
import { policyProducts, productsFound } from "#app/database/policies.server.ts";
import { readMadeToOrder } from "#app/domain/settings-form.ts";
import { productsMadeToOrder } from "#app/flows/policies-saved.server.ts";
import { PolicyProducts } from "./products.tsx";

export const meta: MetaFunction = () => [{ title: "Choose products" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop, request }) => {
  const search = searchOf(request);
  const kind = kindIn(new URL(request.url).searchParams.get("for") ?? "");
  return { list: await policyProducts(world.db, shop, search), search, kind };
});

export const action = form(async ({ world, shop, request }, fields, all) => {
  const read = readMadeToOrder(fields["days"] ?? "");
  if (!read.ok) {
    const errors = { days: Object.values(read.errors)[0] ?? "" };
    return data<FormAnswer>({ errors, typed: fields }, { status: 422 });
  }
  const found = await productsFound(world.db, shop, fields["all"] === "yes" ? searchOf(request) : "");
  const known = new Set(found);
  const chosen =
    fields["all"] === "yes"
      ? found
      : all
          .getAll("target")
          .map(String)
          .filter((id) => known.has(id));
  await productsMadeToOrder(world, shop, chosen, read.value);
  return data<FormAnswer>({ said: `Saved for ${count(chosen.length, "product")}` });
});

function searchOf(request: Request): string {
  return (new URL(request.url).searchParams.get("search") ?? "").trim().slice(0, 200);
}

export default function PolicyProductsRoute() {
  const { list, search, kind } = useLoaderData<typeof loader>();
  return <PolicyProducts key={search} list={list} search={search} kind={kind} />;
}
