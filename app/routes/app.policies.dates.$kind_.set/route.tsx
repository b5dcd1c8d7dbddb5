import { data, redirect } from "@remix-run/node";
import { useLoaderData, useLocation, type MetaFunction } from "@remix-run/react";
import { form, notFound, page, pageHeaders, type Visit } from "#app/admin-page.server.ts";
import { datesAddress, kindIn } from "#app/components/date-rule-words.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { rulesAt } from "#app/database/date-rules.server.ts";
import { namesOf } from "#app/database/policies.server.ts";
import { readDateRule } from "#app/domain/date-rule-form.ts";
import { dateRuleSet } from "#app/flows/date-rules-set.server.ts";
import { holidayCountries } from "#app/flows/public-holidays.server.ts";
import { whereOf } from "../app.policies.brake/where.server.ts";
import { SetDateRule } from "./set.tsx";
import { typedIn } from "./typed.ts";

export const meta: MetaFunction = () => [{ title: "Dates" }];

export const headers = pageHeaders;

/** Of thousands of products some names are enough. */
const namesShown = 50;

export const loader = page(async (visit) => {
  const { world, shop, settings } = visit;
  const { kind, where, removes } = await askedOf(visit);
  const names = await namesOf(world.db, shop, where.level, where.targets.slice(0, namesShown));
  if (where.level !== "shop" && names.length === 0 && !removes) throw notFound("rule");
  const rules = where.targets.length === 1 ? await rulesAt(world.db, shop, where, kind) : null;
  return {
    kind,
    level: where.level,
    names: names.map((n) => n.name),
    targets: where.targets.length,
    rule: rules?.get(where.targets[0]!) ?? null,
    workingDays: settings.calendar.workingDays,
    removes,
    countries: kind === "calendar" ? await holidayCountries() : [],
  };
});

export const action = form(async (visit, fields, all) => {
  const { world, shop } = visit;
  const { kind, where, removes } = await askedOf(visit);
  if (removes) {
    await dateRuleSet(world, shop, { where, kind, value: null });
    return redirect(datesAddress(kind));
  }
  const read = readDateRule(kind, typedIn(all));
  if (!read.ok) return data<FormAnswer>({ errors: read.errors, typed: fields }, { status: 422 });
  await dateRuleSet(world, shop, { where, kind, value: read.value });
  return redirect(datesAddress(kind));
});

/** Only a buffer is set for the whole shop here: the rest of it stands in the settings. */
async function askedOf(visit: Visit) {
  const kind = kindIn(visit.params["kind"]);
  if (!kind) throw notFound("page");
  const where = await whereOf(visit, "rule");
  if (where.level === "shop" && kind !== "buffer") throw notFound("rule");
  return { kind, where, removes: new URL(visit.request.url).searchParams.get("remove") === "yes" };
}

export default function SetDateRuleRoute() {
  const { search } = useLocation();
  return <SetDateRule key={search} {...useLoaderData<typeof loader>()} />;
}
