import { data } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, idIn, notFound, page, pageHeaders } from "#app/admin-page.server.ts";
import { grantedScopes, holdsShown } from "#app/database/holds.server.ts";
import { orderPage } from "#app/database/pages/order.server.ts";
import { pinChoices } from "#app/database/pins.server.ts";
import { isCause } from "#app/domain/cause-words.ts";
import { readNeededBy, readPin } from "#app/domain/place-form.ts";
import { readPromise } from "#app/domain/promise-form.ts";
import { holdScopes } from "#app/domain/release-form.ts";
import { draftScopes } from "#app/domain/suggestions.ts";
import { causeSaid } from "#app/flows/cause-said.server.ts";
import { linePinned, lineUnpinned } from "#app/flows/line-pinned.server.ts";
import { orderNeededBy, orderServedFirst } from "#app/flows/order-ranked.server.ts";
import { promiseSet } from "#app/flows/promise-set.server.ts";
import { lineMoved, type Moved } from "#app/flows/rescue-moved.server.ts";
import { transferDrafted, type Drafted } from "#app/flows/transfer-drafted.server.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { promiseAnswers } from "#app/components/promise-answers.ts";
import { Order } from "./order.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.order.name ?? "Order" }];

export const headers = pageHeaders;

export const loader = page(async (visit) => {
  const { world, shop, settings } = visit;
  const order = await orderPage(world.db, shop, idIn(visit, "order"), settings.calendar, world.now());
  if (!order) throw notFound("order");
  const granted = await grantedScopes(world.db, shop);
  const allows = (scopes: readonly string[]) => scopes.every((scope) => granted.includes(scope));
  const may = { canMove: allows(holdScopes), canDraft: allows(draftScopes) };
  return { order, holds: await holdsShown(world.db, shop, order.orderId), may };
});

export const action = form(async (visit, fields) => {
  const { world, shop, today } = visit;
  const orderId = idIn(visit, "order");
  const { lineId = "", deliveryId = "" } = fields;
  switch (fields["intent"]) {
    case "pin": {
      const read = readPin(fields, await pinChoices(world.db, shop, orderId));
      if (!read.ok) return wrong(read.errors, fields);
      const pinned = await linePinned(world, shop, orderId, read.value);
      return pinned === "pinned"
        ? done(read.value.kind === "pin" ? "Units pinned" : "Units reserved")
        : wrong({ deliveryId: gone }, fields);
    }
    case "unpin": {
      const unpinned = await lineUnpinned(world, shop, orderId, { lineId, deliveryId });
      return unpinned === "unpinned" ? done("Taken off") : wrong({ form: gone }, fields);
    }
    case "serve-first": {
      const first = fields["first"] === "yes";
      if ((await orderServedFirst(world, shop, orderId, first)) === "not_found") throw notFound("order");
      return done(first ? "Served first" : "Served in usual order");
    }
    case "needed-by": {
      const read = readNeededBy(fields["neededBy"] ?? "", today);
      if (!read.ok) return wrong(read.errors, fields);
      if ((await orderNeededBy(world, shop, orderId, read.value)) === "not_found") throw notFound("order");
      return done(read.value === null ? "Day removed" : "Day saved");
    }
    case "cause": {
      const cause = fields["cause"] ?? "";
      if (cause !== "" && !isCause(cause)) return wrong({ cause: "Choose a cause." }, fields);
      const said = await causeSaid(world, shop, { orderId, lineId }, cause === "" ? null : cause);
      if (said === "not_found") throw notFound("line");
      return done(cause === "" ? "Cause taken back" : "Cause saved");
    }
    case "promise": {
      const read = readPromise(fields, today);
      if (!read.ok) return wrong(read.errors, fields);
      const { day, reason } = read.value;
      const set = await promiseSet(world, shop, orderId, read.value.lineId, day, reason, "Your staff");
      const answer = promiseAnswers[set];
      return "said" in answer ? done(answer.said) : wrong(answer.errors, fields);
    }
    case "move": {
      const { fulfillmentLineId = "", toLocationId = "" } = fields;
      const moved = await lineMoved(world, shop, orderId, { fulfillmentLineId, toLocationId });
      return moved === "moved" ? done("Moved") : wrong({ form: notMoved(moved) }, fields);
    }
    case "draft-transfer": {
      const { fulfillmentLineId = "", fromLocationId = "", key = "" } = fields;
      const drafted = await transferDrafted(world, shop, orderId, { fulfillmentLineId, fromLocationId, key });
      return typeof drafted === "object" && "name" in drafted
        ? done(`Transfer ${drafted.name} drafted`)
        : wrong({ form: notDrafted(drafted) }, fields);
    }
    default:
      throw notFound("form");
  }
});

const gone =
  "This changed meanwhile: the delivery isn't coming anymore or the units were taken off. Nothing was changed.";

function notMoved(why: Exclude<Moved, "moved">): string {
  if (typeof why === "object") return `Shopify didn't move it: ${why.refused}`;
  return {
    changed: "This changed meanwhile: the units are gone or the line isn't owed anymore. Nothing was moved.",
    held_by_others:
      "Your staff or another app put it on hold, and a part of that can't be moved. Release that hold in Shopify first. Nothing was moved.",
    no_access: "Shipsby isn't allowed to move orders at this location. Nothing was moved.",
  }[why];
}

function notDrafted(why: Exclude<Drafted, { name: string }>): string {
  if (typeof why === "object") return `Shopify didn't draft it: ${why.refused}`;
  return {
    changed:
      "This changed meanwhile: the units are gone or the line isn't owed anymore. No transfer was made.",
    drafted: "There is a draft for it already, which was not sent yet. No other transfer was made.",
    no_access: "Shipsby isn't allowed to draft transfers. No transfer was made.",
  }[why];
}

function done(said: string) {
  return data<FormAnswer>({ said });
}

function wrong(errors: Record<string, string>, typed: Record<string, string>) {
  return data<FormAnswer>({ errors, typed }, { status: 422 });
}

export default function OrderRoute() {
  return <Order {...useLoaderData<typeof loader>()} />;
}
