import { data } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, notFound, page, pageHeaders } from "#app/admin-page.server.ts";
import { alertSettings } from "#app/database/alert-settings.server.ts";
import { readTurn } from "#app/database/pages/keyset.server.ts";
import { dataRequests, noticesLog } from "#app/database/pages/notices.server.ts";
import { alertSentAgain } from "#app/flows/alert-sent-again.server.ts";
import { personFound } from "#app/flows/person-found.server.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { Messages } from "./messages.tsx";
import type { FoundPerson } from "./person.tsx";
import { stateOf, viewIn } from "./views.ts";

export const meta: MetaFunction = () => [{ title: "Messages" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop, request }) => {
  const params = new URL(request.url).searchParams;
  const view = viewIn(params);
  const turn = readTurn(params, "number");
  const log = await noticesLog(world.db, shop, { state: stateOf[view], variantId: null, turn });
  const { sending, imprint } = await alertSettings(world.db, shop);
  const requests = await dataRequests(world.db, shop);
  return { log, view, requests, mailServer: world.mail.ready, noImprint: sending && imprint === "" };
});

export const action = form(
  async ({ world, shop }, { intent, subscriptionId = "", turn = "", address = "" }) => {
    // By post: an address has no business in an address bar or a log.
    if (intent === "find") {
      const kept = await personFound(world, shop, address);
      if (kept) return data<FoundPerson>({ kept });
      return data<FoundPerson>(
        { problem: "Type a whole address, such as kim@example.com." },
        { status: 422 },
      );
    }
    if (intent !== "again" || !/^\d{1,9}$/.test(turn) || !/^[\da-f-]{36}$/.test(subscriptionId))
      throw notFound("message");
    const again = await alertSentAgain(world, shop, { subscriptionId, turn: Number(turn) });
    return again
      ? data<FormAnswer>({ said: "Sending again" })
      : data<FormAnswer>(
          {
            errors: { form: "It can't be sent any more: the person left the list, or it was sent." },
            typed: {},
          },
          { status: 422 },
        );
  },
);

export default function MessagesRoute() {
  return <Messages {...useLoaderData<typeof loader>()} />;
}
