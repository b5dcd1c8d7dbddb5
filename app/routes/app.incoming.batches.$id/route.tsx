import { data, redirect } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, notFound, page, pageHeaders, type Visit } from "#app/admin-page.server.ts";
import { batchStanding, findBatch } from "#app/database/delivery-batches.server.ts";
import { changesOf } from "#app/database/delivery-changes.server.ts";
import { batchConfirmed, batchDropped } from "#app/flows/deliveries-batched.server.ts";
import { actionUndone, undoForeseen } from "#app/flows/delivery-undone.server.ts";
import { whyKept } from "#app/components/delivery-undo-words.ts";
import { Batch } from "./batch.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [
  { title: shown?.batch.name ?? "Deliveries" },
];

export const headers = pageHeaders;

/** More changes than these are taken back one by one: looking at them all at once would take too long. */
const mostUndone = 200;
const shownProblems = 100;

export const loader = page(async (visit) => {
  const { world, shop, request } = visit;
  const batchId = batchIn(visit);
  if (new URL(request.url).searchParams.has("refused")) {
    const batch = await findBatch(world.db, shop, batchId);
    if (!batch) throw notFound("delivery");
    return { batch: shownOf(batch), undo: null, file: { name: `refused-${batch.name}`, text: batch.asked } };
  }
  const batch = await batchStanding(world.db, shop, batchId);
  if (!batch) throw notFound("delivery");
  const changes = batch.state === "done" ? await changesOf(world.db, shop, batchId) : [];
  const few = changes.length > 0 && changes.length <= mostUndone;
  const many = changes.length > 0 ? ("too_many" as const) : null;
  const undo = few ? await undoForeseen(world, shop, batchId) : many;
  return { batch: shownOf(batch), undo, file: null };
});

export const action = form(async (visit, { intent }) => {
  const { world, shop } = visit;
  const batchId = batchIn(visit);
  switch (intent) {
    case "save":
      return data({ said: (await batchConfirmed(world, shop, batchId)) ? "Saving deliveries" : "" });
    case "drop":
      await batchDropped(world, shop, batchId);
      return redirect("/app/incoming");
    case "undo": {
      const undone = await actionUndone(world, shop, batchId);
      return typeof undone === "string"
        ? data({ problem: whyKept[undone] }, { status: 422 })
        : data({ said: "Deliveries are as they were" });
    }
    default:
      throw notFound("form");
  }
});

function shownOf(batch: NonNullable<Awaited<ReturnType<typeof batchStanding>>>) {
  const { kind, state, name, cursor, total, summary, refused, problem } = batch;
  const problems = refused.slice(0, shownProblems);
  return { kind, state, name, cursor, total, summary, refused: refused.length, problems, problem };
}

function batchIn(visit: Visit): string {
  const id = visit.params["id"] ?? "";
  if (!/^[0-9a-f-]{36}$/.test(id)) throw notFound("delivery");
  return id;
}

export default function BatchRoute() {
  return <Batch {...useLoaderData<typeof loader>()} />;
}
