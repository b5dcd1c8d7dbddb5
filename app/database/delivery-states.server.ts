import type { DeliveryState, StateLine } from "../domain/delivery-state.ts";
import type { Transaction } from "./client.server.ts";
import type { DeliveryDates, DeliveryRow } from "./deliveries.server.ts";

export type WrittenState = {
  /** As it was found in this transaction. */
  row: DeliveryRow;
  state: DeliveryState;
  dates: Pick<DeliveryDates, "expectedOn" | "evidence" | "added">;
};

/** What people say of deliveries from now on: three statements, however many they are. */
export async function writeStates(tx: Transaction, shop: string, all: WrittenState[]): Promise<void> {
  await tx.$executeRaw`
    update delivery d set reference = n.reference, location_id = n.location, supplier_id = n.supplier,
      stated_on = n.stated, earliest_on = n.earliest, first_stated_on = n.first, ordered_on = n.ordered,
      expected_on = n.expected, evidence = n.evidence, added = n.added,
      confirmed = n.confirmed, in_transit = n.transit, notes = n.notes, status = n.status
    from jsonb_to_recordset(${JSON.stringify(all.map(words))}::jsonb) as n(id text, reference text, location text,
      supplier text, stated date, earliest date, first date, ordered date, expected date, evidence jsonb, added jsonb,
      confirmed boolean, transit boolean, notes text, status text)
    where d.shop = ${shop} and d.delivery_id = n.id`;
  const gone = all.flatMap(({ row, state }) =>
    row.itemIds.flatMap((item) =>
      state.lines.some((l) => l.itemId === item) ? [] : [{ id: row.deliveryId, item }],
    ),
  );
  if (gone.length > 0)
    await tx.$executeRaw`
      delete from delivery_line l using jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as g(id text, item text)
      where l.shop = ${shop} and l.delivery_id = g.id and l.item_id = g.item`;
  const lines = all.flatMap(changedLines);
  if (lines.length > 0)
    await tx.$executeRaw`
      insert into delivery_line (shop, delivery_id, item_id, quantity, received, damaged, received_on)
      select ${shop}, id, item, quantity, received, damaged, received_on
      from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as n(id text, item text, quantity int, received int,
        damaged int, received_on date)
      on conflict (shop, delivery_id, item_id) do update set quantity = excluded.quantity,
        received = excluded.received, damaged = excluded.damaged, received_on = excluded.received_on`;
}

function words({ row, state, dates }: WrittenState) {
  const { reference, statedOn: stated, earliestOn: earliest, firstStatedOn: first } = state;
  const { orderedOn: ordered, confirmed, inTransit: transit, notes, status } = state;
  const { expectedOn: expected, evidence, added = null } = dates;
  const place = { id: row.deliveryId, reference, location: state.locationId, supplier: state.supplierId };
  const days = { stated, earliest, first, ordered, expected, evidence, added };
  return { ...place, ...days, confirmed, transit, notes, status };
}

function changedLines({ row, state }: WrittenState) {
  return state.lines.flatMap((line) => {
    const was = row.lines.find((l) => l.itemId === line.itemId);
    if (was && sameLine(was, line)) return [];
    const { itemId: item, receivedOn: received_on, ...units } = line;
    return [{ id: row.deliveryId, item, ...units, received_on }];
  });
}

function sameLine(a: StateLine, b: StateLine): boolean {
  return (
    a.quantity === b.quantity &&
    a.received === b.received &&
    a.damaged === b.damaged &&
    a.receivedOn === b.receivedOn
  );
}
