import { data, redirect } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, notFound, page, pageHeaders } from "#app/admin-page.server.ts";
import { brakeAddress } from "#app/components/brake-words.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { collectionRead, collectionsFound } from "#app/flows/collection-read.server.ts";
import { Collections } from "./collections.tsx";

export const meta: MetaFunction = () => [{ title: "Choose a collection" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop, request }) => {
  const search = (new URL(request.url).searchParams.get("search") ?? "").trim().slice(0, 100);
  return { search, collections: await collectionsFound(world, shop, search) };
});

export const action = form(async ({ world, shop }, fields) => {
  const { collectionId = "" } = fields;
  if (!/^\d{1,20}$/.test(collectionId)) throw notFound("collection");
  if ((await collectionRead(world, shop, collectionId)) === "gone") {
    const errors = { form: "The collection was deleted in Shopify." };
    return data<FormAnswer>({ errors, typed: fields }, { status: 422 });
  }
  return redirect(brakeAddress("collection", [collectionId]));
});

export default function CollectionsRoute() {
  const { search, collections } = useLoaderData<typeof loader>();
  return <Collections search={search} collections={collections} />;
}
