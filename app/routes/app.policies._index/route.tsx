import { data } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, notFound, page, pageHeaders } from "#app/admin-page.server.ts";
import { calendarWords } from "#app/components/calendar-words.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { keptBackInAll } from "#app/database/kept-back.server.ts";
import { policiesPage, waitingVariants } from "#app/database/policies.server.ts";
import { readWhere } from "#app/domain/brake-form.ts";
import { brakeLeft, brakePutBack, brakeResumed, brakeSeen } from "#app/flows/brake-held.server.ts";
import { brakeRemoved, brakesTurnedOff } from "#app/flows/brake-set.server.ts";
import { Policies } from "./policies.tsx";

export const meta: MetaFunction = () => [{ title: "Policies" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop, settings }) => {
  const { calendar, policies } = settings;
  return {
    page: await policiesPage(world.db, shop),
    waiting: await waitingVariants(world.db, shop),
    kept: await keptBackInAll(world.db, shop),
    calendar: calendarWords(calendar),
    leadTimeDays: policies.leadTimeDays,
  };
});

/** Also the product page's forms about the brake come here. */
export const action = form(async ({ world, shop }, fields, all) => {
  const { intent, productId = "" } = fields;
  const which = { productId, variantId: fields["variantId"] || null };
  switch (intent) {
    case "turn-off":
      await brakesTurnedOff(world, shop);
      return done("Brake turned off");
    case "remove": {
      const where = readWhere(fields["level"] ?? null, all.getAll("target").map(String));
      if (!where) throw notFound("brake");
      await brakeRemoved(world, shop, where);
      return done("Brake removed");
    }
    case "put-back":
      await brakePutBack(world, shop, which);
      return done("Put back as it was");
    case "resume":
      await brakeResumed(world, shop, which);
      return done("The brake goes on");
    case "leave":
      await brakeLeft(world, shop, which);
      return done("Left as it is");
    case "seen":
      await brakeSeen(world, shop, which);
      return done("Noted");
    default:
      throw notFound("form");
  }
});

function done(said: string) {
  return data<FormAnswer>({ said });
}

export default function PoliciesRoute() {
  return <Policies {...useLoaderData<typeof loader>()} />;
}
