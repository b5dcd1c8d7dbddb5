import { data, redirect } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, notFound, page, pageHeaders } from "#app/admin-page.server.ts";
import { brakeAddress } from "#app/components/brake-words.ts";
import { kindIn, setDateAddress } from "#app/components/date-rule-words.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { collectionRead, collectionsFound } from "#app/flows/collection-read.server.ts";
import { Collections } from "./collections.tsx";

export const meta: MetaFunction = () => [{ title: "Choose a collection" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop, request }) => {
  const search = (new URL(request.url).searchParams.get("search") ?? "").trim().slice(0, 100);
  return { search, kind: kindOf(request), collections: await collectionsFound(world, shop, search) };
});

/** What is to be set for it; null: the brake. */
function kindOf(request: Request) {
  return kindIn(new URL(request.url).searchParams.get("for") ?? "");
}

export const action = form(async ({ world, shop, request }, fields) => {
  const { collectionId = "" } = fields;
  if (!/^\d{1,20}$/.test(collectionId)) throw notFound("collection");
  if ((await collectionRead(world, shop, collectionId)) === "gone") {
    const errors = { form: "The collection was deleted in Shopify." };
    return data<FormAnswer>({ errors, typed: fields }, { status: 422 });
  }
  const kind = kindOf(request);
  return redirect(
    kind ? setDateAddress(kind, "collection", [collectionId]) : brakeAddress("collection", [collectionId]),
  );
});

export default function CollectionsRoute() {
  return <Collections {...useLoaderData<typeof loader>()} />;
}
