import { data, redirect } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, page, pageHeaders } from "#app/admin-page.server.ts";
import { latestBatches } from "#app/database/delivery-batches.server.ts";
import { textOf } from "#app/domain/text-file.ts";
import { importBegun } from "#app/flows/deliveries-batched.server.ts";
import { ImportDeliveries } from "./import-deliveries.tsx";

export const meta: MetaFunction = () => [{ title: "Import deliveries" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop }) => ({ latest: await latestBatches(world.db, shop) }));

const largestFile = 20_000_000;

export const action = form(async ({ world, shop }, _fields, all) => {
  const file = all.get("file");
  if (!(file instanceof File) || file.name === "") return refused("Choose a CSV file.");
  if (file.size > largestFile) return refused("The file is larger than 20 MB. Divide it.");
  const csv = textOf(new Uint8Array(await file.arrayBuffer()));
  if (csv === null) return refused("This is no CSV file. Save it as CSV in your spreadsheet first.");
  const batchId = await importBegun(world, shop, { name: file.name, csv });
  return redirect(`/app/incoming/batches/${batchId}`);
});

function refused(problem: string) {
  return data({ problem }, { status: 422 });
}

export default function ImportRoute() {
  return <ImportDeliveries {...useLoaderData<typeof loader>()} />;
}
