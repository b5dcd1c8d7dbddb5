import { randomUUID } from "node:crypto";
import type { Transaction } from "../database/client.server.ts";
import { addDeliveries, namedDeliveries, stateOf, takeDeliveries } from "../database/deliveries.server.ts";
import type { BatchRow } from "../database/delivery-batches.server.ts";
import { noteChanges } from "../database/delivery-changes.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import { lockSupplier } from "../database/suppliers.server.ts";
import { dayIn } from "../domain/days.ts";
import type { BatchStep, LeftOut } from "../domain/delivery-batch.ts";
import { newState, whyNotChanged, withWords } from "../domain/delivery-import.ts";
import type { Id } from "../domain/facts.ts";
import { firstStated } from "../domain/stated.ts";
import type { World } from "../world.ts";
import { undoSteps } from "./delivery-batch-undone.server.ts";
import { noteDeliveries } from "./delivery-noted.server.ts";
import { recordChanges } from "./delivery-recorded.server.ts";
import { expectationsOf } from "./expectations.server.ts";

type Steps<K extends BatchStep["kind"]> = Extract<BatchStep, { kind: K }>[];

/** Some steps of a batch, all of them or none. Answers what could not be done anymore. */
export async function saveSteps(
  world: World,
  tx: Transaction,
  shop: string,
  batch: Pick<BatchRow, "batchId" | "kind" | "asked">,
  steps: BatchStep[],
): Promise<LeftOut[]> {
  const of = <K extends BatchStep["kind"]>(kind: K) => steps.filter((s) => s.kind === kind) as Steps<K>;
  return [
    ...(await addAll(world, tx, shop, batch.batchId, of("add"))),
    ...(await changeAll(world, tx, shop, batch, of("change"))),
    ...(await undoSteps(world, tx, shop, batch.asked, of("undo"))),
  ];
}

/** What somebody received or canceled since it was looked at stays as it is, and is named. */
async function changeAll(
  world: World,
  tx: Transaction,
  shop: string,
  { batchId, kind }: Pick<BatchRow, "batchId" | "kind">,
  steps: Steps<"change">,
): Promise<LeftOut[]> {
  const rows = await takeDeliveries(
    tx,
    shop,
    steps.map((s) => s.deliveryId),
  );
  const left: LeftOut[] = [];
  const changes = steps.flatMap((step) => {
    const row = rows.get(step.deliveryId);
    const { words } = step;
    const problem = whyNotChanged(row ? { ...stateOf(row), origin: row.origin } : null, words);
    if (!row || problem !== null) {
      left.push({ step, name: row?.reference ?? "A delivery", problem: problem ?? "" });
      return [];
    }
    const after = withWords(stateOf(row), words);
    return [
      { row, after, kind: kind === "import" ? ("imported" as const) : ("moved" as const), actionId: batchId },
    ];
  });
  await recordChanges(world, tx, shop, changes);
  return left;
}

async function addAll(
  world: World,
  tx: Transaction,
  shop: string,
  batchId: Id,
  adds: Steps<"add">,
): Promise<LeftOut[]> {
  if (adds.length === 0) return [];
  const at = world.now();
  const timeZone = await timeZoneOf(tx, shop);
  const today = dayIn(timeZone, at);
  // Another file may have brought the same ones since this was looked at.
  const named = await namedDeliveries(
    tx,
    shop,
    adds.map((a) => a.reference),
  );
  const taken = new Set(named.map((d) => `${d.locationId} ${d.reference}`));
  const isTaken = (a: Steps<"add">[number]) => taken.has(`${a.locationId} ${a.reference}`);
  const fresh = adds.filter((a) => !isTaken(a));
  const states = fresh.map((a) => ({
    deliveryId: randomUUID(),
    state: newState(a.reference, a.locationId, a.words),
  }));
  const made: (Parameters<typeof addDeliveries>[2][number] & { itemIds: Id[] })[] = [];
  const bySupplier = [...Map.groupBy(states, (s) => s.state.supplierId ?? "")].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  for (const [supplierId, of] of bySupplier) {
    if (supplierId !== "") await lockSupplier(tx, shop, supplierId);
    const words = of.map(({ deliveryId, state }) => ({
      deliveryId,
      ...state,
      itemIds: state.lines.map((l) => l.itemId),
    }));
    const expected = await expectationsOf(tx, shop, supplierId || null, words, { timeZone, today });
    for (const [i, { status: _status, ...word }] of words.entries()) {
      const { confirmed, statedOn } = word;
      const firstStatedOn = firstStated(null, statedOn, { confirmed, enteredOn: today, today });
      made.push({ ...word, ...expected[i]!, firstStatedOn, createdAt: at });
    }
  }
  await addDeliveries(
    tx,
    shop,
    made.map(({ itemIds: _items, ...delivery }) => delivery),
  );
  await noteChanges(
    tx,
    shop,
    made.map((m) => {
      const {
        deliveryId,
        expectedOn: _expected,
        evidence: _evidence,
        createdAt: _at,
        itemIds: _items,
        ...words
      } = m;
      const after = {
        ...states.find((s) => s.deliveryId === deliveryId)!.state,
        firstStatedOn: words.firstStatedOn,
      };
      return {
        changeId: randomUUID(),
        actionId: batchId,
        deliveryId,
        kind: "imported" as const,
        before: null,
        after,
        at,
      };
    }),
  );
  await noteDeliveries(
    tx,
    shop,
    made.map(({ deliveryId, reference, expectedOn, confirmed, itemIds }) => ({
      itemIds,
      because: { kind: "delivery_entered", deliveryId, reference, expectedOn, confirmed },
    })),
    at,
  );
  const items = [...new Set(made.flatMap((m) => m.itemIds))];
  await world.nudge(
    items.map((itemId) => ({ queue: "recount", shop, itemId })),
    tx,
  );
  return adds.filter(isTaken).map((step) => ({
    step,
    name: step.reference,
    problem: "Somebody else added it since you looked.",
  }));
}
