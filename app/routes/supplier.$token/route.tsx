import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { languageOf } from "#app/domain/languages.ts";
import { clientIn } from "#app/domain/limits.ts";
import { supplierLinkWords } from "#app/domain/supplier-link-words.ts";
import { supplierSaid, supplierVisited, type SupplierVisit } from "#app/flows/supplier-visit.server.ts";
import { ownPage, readForm } from "#app/shopper-page.server.tsx";
import { Deliveries, type Refused } from "./deliveries.tsx";

/** A supplier's own deliveries, without a login. Opening the link changes nothing. */
export async function loader({ request, params, context: { world } }: LoaderFunctionArgs) {
  const visit = await supplierVisited(
    world,
    params["token"] ?? "",
    clientOf(request, world.config.trustedProxies),
  );
  return typeof visit === "object" && visit !== null ? shown(visit) : refused(request, visit);
}

/** What the supplier says of one delivery. The token in the address is all that lets somebody in: no cookie is. */
export async function action({ request, params, context: { world } }: ActionFunctionArgs) {
  const token = params["token"] ?? "";
  const client = clientOf(request, world.config.trustedProxies);
  const form = (await readForm(request)) ?? {};
  const answer = await supplierSaid(world, token, form, client);
  if (answer === null || answer === "too_often") return refused(request, answer);
  const visit = await supplierVisited(world, token, client);
  if (visit === null || visit === "too_often") return refused(request, visit);
  if (typeof answer === "object") return shown(visit, { form, wrong: answer.wrong });
  const words = supplierLinkWords[visit.language];
  const said = { taken: words.taken, accepted: words.accepted, as_it_is: words.confirmed, gone: words.gone };
  return ownPage({
    language: visit.language,
    title: words.title(visit.shopName),
    children: (
      <>
        <p role="status">{said[answer]}</p>
        <p>
          <a href={new URL(request.url).pathname}>{words.back}</a>
        </p>
      </>
    ),
  });
}

function shown(visit: SupplierVisit, problem?: Refused): Response {
  return ownPage({
    language: visit.language,
    title: supplierLinkWords[visit.language].title(visit.shopName),
    status: problem ? 422 : 200,
    children: <Deliveries visit={visit} problem={problem ?? null} />,
  });
}

/** One page for every bad link: forged, too old, taken back, of a shop that left. */
function refused(request: Request, why: "too_often" | null): Response {
  const language = languageOf(request.headers.get("accept-language"));
  const words = supplierLinkWords[language];
  return ownPage({
    language,
    title: "Shipsby",
    status: why === null ? 404 : 429,
    children: <p role="status">{why === null ? words.badLink : words.tooOften}</p>,
  });
}

function clientOf(request: Request, trustedProxies: number): string {
  return clientIn(request.headers.get("x-forwarded-for"), trustedProxies);
}
