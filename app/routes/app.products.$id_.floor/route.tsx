import { data } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, idIn, notFound, page, pageHeaders } from "#app/admin-page.server.ts";
import { keptBackOfProduct } from "#app/database/kept-back.server.ts";
import { floorChoices } from "#app/database/pages/floor.server.ts";
import { readKeptBack } from "#app/domain/kept-back-form.ts";
import { keptBackForeseen, keptBackSet } from "#app/flows/kept-back-set.server.ts";
import { Floor, type FloorAnswer } from "./floor.tsx";

export const meta: MetaFunction = () => [{ title: "Kept units" }];

export const headers = pageHeaders;

export const loader = page(async (visit) => {
  const productId = idIn(visit, "product");
  const choices = await floorChoices(visit.world.db, visit.shop, productId);
  if (!choices) throw notFound("product");
  return { productId, ...choices, kept: await keptBackOfProduct(visit.world.db, visit.shop, productId) };
});

export const action = form(async (visit, fields) => {
  const { world, shop } = visit;
  const choices = await floorChoices(world.db, shop, idIn(visit, "product"));
  if (!choices) throw notFound("product");
  const read = readKeptBack(fields, {
    variants: choices.variants,
    locations: choices.locations.map((l) => l.locationId),
  });
  if (!read.ok) return data<FloorAnswer>({ errors: read.errors }, { status: 422 });
  if (fields["intent"] === "foresee")
    return data<FloorAnswer>({ foreseen: await keptBackForeseen(world, shop, read.value) });
  const before = await keptBackSet(world, shop, read.value);
  const said = read.value.units + read.value.readers === 0 ? "Nothing is kept there anymore" : "Saved";
  const isUndo = fields["intent"] === "undo";
  return data<FloorAnswer>({ said, ...(!isUndo && { undo: { ...read.value, ...before } }) });
});

export default function FloorRoute() {
  return <Floor {...useLoaderData<typeof loader>()} />;
}
