import { data, redirect } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, notFound, page, pageHeaders } from "#app/admin-page.server.ts";
import { findRule } from "#app/database/brake-rules.server.ts";
import { namesOf } from "#app/database/policies.server.ts";
import { readBrake } from "#app/domain/brake-form.ts";
import { brakeForeseen } from "#app/flows/brake-foreseen.server.ts";
import { brakeSet } from "#app/flows/brake-set.server.ts";
import { BrakePage, type BrakeAnswer } from "./brake.tsx";
import { whereOf } from "./where.server.ts";

export const meta: MetaFunction = () => [{ title: "Brake" }];

export const headers = pageHeaders;

/** Of thousands of products some names are enough. */
const namesShown = 50;

export const loader = page(async (visit) => {
  const { world, shop } = visit;
  const where = await whereOf(visit, "brake");
  const names = await namesOf(world.db, shop, where.level, where.targets.slice(0, namesShown));
  if (where.level !== "shop" && names.length === 0) throw notFound("brake");
  const [first] = where.targets;
  const rule = where.targets.length === 1 ? await findRule(world.db, shop, where.level, first!) : null;
  return { level: where.level, names: names.map((n) => n.name), targets: where.targets.length, rule };
});

export const action = form(async (visit, fields) => {
  const { world, shop } = visit;
  const where = await whereOf(visit, "brake");
  const read = readBrake(fields);
  if (!read.ok) return data<BrakeAnswer>({ errors: read.errors, typed: fields }, { status: 422 });
  if (fields["intent"] === "foresee")
    return data<BrakeAnswer>({
      foreseen: await brakeForeseen(world, shop, where, read.value),
      typed: fields,
    });
  await brakeSet(world, shop, where, read.value);
  return redirect("/app/policies");
});

export default function BrakeRoute() {
  const { level, names, targets, rule } = useLoaderData<typeof loader>();
  return <BrakePage level={level} names={names} targets={targets} rule={rule} />;
}
