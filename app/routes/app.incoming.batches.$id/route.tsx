import { data, redirect } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, notFound, page, pageHeaders, type Visit } from "#app/admin-page.server.ts";
import { batchStanding } from "#app/database/delivery-batches.server.ts";
import { fileOf, notTakenOf } from "#app/database/delivery-batch-parts.server.ts";
import { standingChanges } from "#app/database/delivery-changes.server.ts";
import { dayIn } from "#app/domain/days.ts";
import { batchConfirmed, batchDropped, undoBegun } from "#app/flows/deliveries-batched.server.ts";
import { deliveriesLeftOut } from "#app/flows/deliveries-imported.server.ts";
import { Batch, type Shown } from "./batch.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [
  { title: shown?.batch.name ?? "Deliveries" },
];

export const headers = pageHeaders;

const shownProblems = 100;
const allOrNone =
  "Nothing is saved while something can't be taken. Choose to leave it out, or mend it first.";

export const loader = page(async (visit) => {
  const { world, shop, request, today, settings } = visit;
  const batchId = batchIn(visit);
  if (new URL(request.url).searchParams.has("refused")) {
    return { batch: await shownOf(visit, batchId), undoable: null, file: await fileLeft(visit, batchId) };
  }
  const batch = await shownOf(visit, batchId);
  const done = batch.state === "done" && batch.kind !== "undo";
  const standing = done ? await standingChanges(world.db, shop, batchId) : null;
  const undoable = standing && {
    count: standing.count,
    today: dayIn(settings.calendar.timeZone, standing.first) === today,
  };
  return { batch, undoable, file: null };
});

export const action = form(async (visit, { intent, rows }) => {
  const { world, shop } = visit;
  const batchId = batchIn(visit);
  switch (intent) {
    case "save": {
      const without = rows === "skip" ? "what_is_wrong" : "nothing";
      const confirmed = await batchConfirmed(world, shop, batchId, without);
      if (confirmed === "all_or_none") return data({ problem: allOrNone }, { status: 422 });
      return data({ said: confirmed === "begun" ? "Saving deliveries" : "" });
    }
    case "drop":
      await batchDropped(world, shop, batchId);
      return redirect("/app/incoming");
    case "undo": {
      const undoing = await undoBegun(world, shop, batchId);
      if (!undoing) throw notFound("delivery");
      return redirect(`/app/incoming/batches/${undoing}`);
    }
    default:
      throw notFound("form");
  }
});

async function shownOf({ world, shop }: Visit, batchId: string): Promise<Shown> {
  const batch = await batchStanding(world.db, shop, batchId);
  if (!batch) throw notFound("delivery");
  const { kind, state, name, cursor, total, summary, problem } = batch;
  const { rows, deliveries, rowsInAll } = await notTakenOf(world.db, shop, batchId, shownProblems);
  const left = {
    rows: { of: rows.of, shown: rows.some.map((r) => ({ what: r.row, problem: r.problem })) },
    deliveries: {
      of: deliveries.of,
      shown: deliveries.some.map((d) => ({ what: d.name, problem: d.problem })),
    },
    inFile: kind === "import" ? rowsInAll : deliveries.of,
  };
  return { kind, state, name, cursor, total, summary, refused: rows.of + deliveries.of, left, problem };
}

/** What was left out, to be mended and read in again. */
async function fileLeft({ world, shop }: Visit, batchId: string): Promise<{ name: string; text: string }> {
  const batch = await batchStanding(world.db, shop, batchId);
  if (!batch) throw notFound("delivery");
  if (batch.kind === "import")
    return { name: `refused-${batch.name}`, text: await fileOf(world.db, shop, batchId) };
  const { deliveries } = await notTakenOf(world.db, shop, batchId);
  return { name: "deliveries-left-out.csv", text: await deliveriesLeftOut(world, shop, deliveries.some) };
}

function batchIn(visit: Visit): string {
  const id = visit.params["id"] ?? "";
  if (!/^[0-9a-f-]{36}$/.test(id)) throw notFound("delivery");
  return id;
}

export default function BatchRoute() {
  return <Batch {...useLoaderData<typeof loader>()} />;
}
