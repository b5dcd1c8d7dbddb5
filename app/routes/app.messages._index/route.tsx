import { data } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, notFound, page, pageHeaders } from "#app/admin-page.server.ts";
import { noticesLog } from "#app/database/pages/notices.server.ts";
import { alertSentAgain } from "#app/flows/alert-sent-again.server.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { Messages } from "./messages.tsx";
import { stateOf, viewIn } from "./views.ts";

export const meta: MetaFunction = () => [{ title: "Messages" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop, request }) => {
  const view = viewIn(new URL(request.url).searchParams);
  const rows = await noticesLog(world.db, shop, { state: stateOf[view], variantId: null });
  return { rows, view, mailServer: world.mail.ready };
});

export const action = form(async ({ world, shop }, { intent, subscriptionId = "", turn = "" }) => {
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
});

export default function MessagesRoute() {
  return <Messages {...useLoaderData<typeof loader>()} />;
}
