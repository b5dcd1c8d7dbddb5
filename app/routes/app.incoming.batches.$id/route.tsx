import { data, redirect } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, notFound, page, pageHeaders, type Visit } from "#app/admin-page.server.ts";
import { batchStanding, findBatch } from "#app/database/delivery-batches.server.ts";
import { standingChanges } from "#app/database/delivery-changes.server.ts";
import { rowsNotTaken } from "#app/domain/delivery-batch.ts";
import { dayIn } from "#app/domain/days.ts";
import { batchConfirmed, batchDropped, undoBegun } from "#app/flows/deliveries-batched.server.ts";
import { deliveriesLeftOut } from "#app/flows/deliveries-imported.server.ts";
import { Batch } from "./batch.tsx";

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
    const batch = await findBatch(world.db, shop, batchId);
    if (!batch) throw notFound("delivery");
    const file =
      batch.kind === "import"
        ? { name: `refused-${batch.name}`, text: batch.asked }
        : { name: "deliveries-left-out.csv", text: await deliveriesLeftOut(world, shop, batch.refused) };
    return { batch: shownOf(batch), undoable: null, file };
  }
  const batch = await batchStanding(world.db, shop, batchId);
  if (!batch) throw notFound("delivery");
  const done = batch.state === "done" && batch.kind !== "undo";
  const standing = done ? await standingChanges(world.db, shop, batchId) : null;
  const undoable = standing && {
    count: standing.count,
    today: dayIn(settings.calendar.timeZone, standing.first) === today,
  };
  return { batch: shownOf(batch), undoable, file: null };
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

function shownOf(batch: NonNullable<Awaited<ReturnType<typeof batchStanding>>>) {
  const { kind, state, name, cursor, total, summary, refused, problem } = batch;
  const rows = refused.flatMap((r) => ("row" in r ? [{ what: r.row, problem: r.problem }] : []));
  const deliveries = refused.flatMap((r) => ("name" in r ? [{ what: r.name, problem: r.problem }] : []));
  const some = (all: { what: number | string; problem: string }[]) => ({
    of: all.length,
    shown: all.slice(0, shownProblems),
  });
  const inFile = kind === "import" ? rowsNotTaken(refused).length : deliveries.length;
  const left = { rows: some(rows), deliveries: some(deliveries), inFile };
  return { kind, state, name, cursor, total, summary, refused: refused.length, left, problem };
}

function batchIn(visit: Visit): string {
  const id = visit.params["id"] ?? "";
  if (!/^[0-9a-f-]{36}$/.test(id)) throw notFound("delivery");
  return id;
}

export default function BatchRoute() {
  return <Batch {...useLoaderData<typeof loader>()} />;
}
