import { data } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, notFound, page, pageHeaders, type Visit } from "#app/admin-page.server.ts";
import { alertPage, signUpsOf } from "#app/database/pages/alert.server.ts";
import { alertSentence } from "#app/domain/alert-because.ts";
import { readNumber } from "#app/domain/form.ts";
import { normalAddress } from "#app/domain/sign-up.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { momentText } from "#app/components/dates.ts";
import { listPaused, signUpRemoved, waveByHand } from "#app/flows/list-steered.server.ts";
import { wavePreviewed } from "#app/flows/alert-previewed.server.ts";
import { Alert } from "./alert.tsx";
import type { Found } from "./sign-ups.tsx";
import type { Previewed } from "./what-if.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Alerts: ${data.alert.list.title}` : "Alerts" },
];

export const headers = pageHeaders;

export const loader = page(async (visit) => {
  const { world, shop } = visit;
  const { variantId, place } = listIn(visit);
  const alert = await alertPage(world.db, shop, variantId, place, world.now());
  if (!alert) throw notFound("waiting list");
  return { alert };
});

export const action = form(async (visit, fields) => {
  const { world, shop, settings, today } = visit;
  const list = listIn(visit);
  switch (fields["intent"]) {
    case "pause":
    case "resume": {
      const paused = fields["intent"] === "pause";
      if (!(await listPaused(world, shop, list, paused))) throw notFound("waiting list");
      return said(paused ? "Alerts paused" : "Alerts resumed");
    }
    case "send": {
      const because = await waveByHand(world, shop, list, visit.actionId);
      if (!because) throw notFound("waiting list");
      if (because.kind === "wave") return said(`Wave ${because.number} is on its way`);
      const time = (at: string) => momentText(at, settings.calendar.timeZone, today);
      return data<FormAnswer>(
        { errors: { form: alertSentence(because, time) }, typed: fields },
        { status: 422 },
      );
    }
    case "remove": {
      const { subscriptionId = "" } = fields;
      const removed =
        /^[\da-f-]{36}$/.test(subscriptionId) && (await signUpRemoved(world, shop, subscriptionId));
      return said(removed ? "Sign-up deleted" : "The sign-up was gone already");
    }
    case "preview": {
      const units = readNumber(fields["units"] ?? "", 0, 100_000);
      if (units === null)
        return data<Previewed>({ problem: "Enter a whole number of units." }, { status: 422 });
      return data<Previewed>({ units, ...(await wavePreviewed(world, shop, list, units)) });
    }
    // By post: an address has no business in an address bar or a log.
    case "find": {
      const address = normalAddress(fields["address"] ?? "");
      if (!address) return data<Found>({ found: [] });
      const who = world.addresses.who(shop, address);
      return data<Found>({ found: await signUpsOf(world.db, shop, list.variantId, list.place, who) });
    }
    default:
      throw data(null, { status: 400 });
  }
});

export default function AlertRoute() {
  return <Alert {...useLoaderData<typeof loader>()} />;
}

/** A variant, and a location where the shop sells by location: "123" or "123:456". */
function listIn({ params }: Visit) {
  const [, variantId, place = ""] = /^(\d{1,20})(?::(\d{1,20}))?$/.exec(params["id"] ?? "") ?? [];
  if (variantId === undefined) throw notFound("waiting list");
  return { variantId, place };
}

function said(words: string) {
  return data<FormAnswer>({ said: words });
}
