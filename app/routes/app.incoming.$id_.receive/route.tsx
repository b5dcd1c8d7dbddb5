import { data } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, isUuid, notFound, page, pageHeaders, type Visit } from "#app/admin-page.server.ts";
import { packingOf } from "#app/database/date-rules.server.ts";
import { deliveryPage } from "#app/database/pages/delivery.server.ts";
import { writingStock } from "#app/database/stock-writes.server.ts";
import { readReceipt } from "#app/domain/delivery-receipt-form.ts";
import { arrivalWritten, shelfNow } from "#app/flows/arrival-written.server.ts";
import { deliveryCounted } from "#app/flows/delivery-received.server.ts";
import type { ReceiptAnswer } from "./kept-receipt.ts";
import { Receive } from "./receive.tsx";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [
  { title: shown ? `Receive ${shown.delivery.reference}` : "Receive" },
];

export const headers = pageHeaders;

export const loader = page(async (visit) => {
  const { world, shop } = visit;
  const { delivery, lines } = await deliveryIn(visit);
  const writing = await writingStock(world.db, shop);
  const items = lines.map((l) => l.itemId);
  const shelf = writing.may ? await shelfNow(world, shop, items, delivery.locationId) : null;
  const { deliveryId, reference, location, expectedOn, coming, confirmed } = delivery;
  return {
    delivery: { deliveryId, reference, location, expectedOn, coming: coming && confirmed },
    lines,
    writing: { ...writing, shelf },
    // One receipt, however often it is sent.
    receiptId: crypto.randomUUID(),
    calendar: await packingOf(world.db, shop, visit.settings.calendar, items),
  };
});

export const action = form(async (visit, fields) => {
  const { world, shop, today } = visit;
  const { delivery } = await deliveryIn(visit);
  // The lines as the form showed them: others may have been received since.
  const lines = Object.keys(fields)
    .filter((name) => /^item\d+$/.test(name))
    .map((name) => ({ itemId: fields[name]!, units: Number(fields[name.replace("item", "units")] ?? 0) }));
  const read = readReceipt(fields, lines, today);
  if (!read.ok)
    return data<ReceiptAnswer>(
      { errors: read.errors as Record<string, string>, typed: fields },
      { status: 422 },
    );
  const { write, ...receipt } = read.value;
  const receiptId = isUuid.test(fields["receiptId"] ?? "") ? fields["receiptId"]! : visit.actionId;
  const { may } = await writingStock(world.db, shop);
  const counted = await deliveryCounted(world, shop, delivery.deliveryId, {
    ...receipt,
    receiptId,
    ...(may && { write }),
  });
  if (counted === "not_found") {
    const errors = {
      form: "This delivery isn't coming anymore, or brings other items now. Nothing was saved.",
    };
    return data<ReceiptAnswer>({ errors, typed: fields }, { status: 422 });
  }
  // What comes of it stands on the delivery's page, also when nobody sees the answer.
  if (counted.writeId) await arrivalWritten(world, shop, counted.writeId);
  return data<ReceiptAnswer>({ received: true });
});

async function deliveryIn({ world, shop, params, today }: Visit) {
  const id = params["id"] ?? "";
  const delivery = /^[\w-]{1,40}$/.test(id) ? await deliveryPage(world.db, shop, id, today) : null;
  if (!delivery || delivery.origin !== "own") throw notFound("delivery");
  const lines = delivery.lines
    .map(({ itemId, title, variant, sku, quantity, received }) => ({
      itemId,
      name: [title, variant].filter((t) => t && t !== "Default Title").join(", "),
      sku,
      units: Math.max(0, quantity - received),
    }))
    .filter(({ units }) => units > 0);
  return { delivery, lines };
}

export default function ReceiveRoute() {
  return <Receive {...useLoaderData<typeof loader>()} />;
}
