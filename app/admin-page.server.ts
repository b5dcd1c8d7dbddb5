import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { boundary } from "@shopify/shopify-app-remix/server";
import { randomBytes, randomUUID } from "node:crypto";
import { loginThen } from "./components/opened-by-shopify.ts";
import type { ShopHere } from "./components/shop.tsx";
import { shopSettings, type ShopSettings } from "./database/pages/shop.server.ts";
import { dayIn } from "./domain/days.ts";
import type { Day, Id } from "./domain/facts.ts";
import type { Process } from "./world.server.ts";

/** Somebody of a shop's staff, let in by Shopify, looking at a page. The shop comes from the session alone. */
export type Visit = {
  world: Process;
  shop: string;
  settings: ShopSettings;
  today: Day;
  params: Record<string, string | undefined>;
  request: Request;
  /** The same when a page sends again what was not answered (components/silence.ts): what adds something adds it once. */
  actionId: Id;
};

/**
 * A loader of the embedded admin. Here is the one place of authentication: layouts do not ask again, since two
 * parallel loaders would exchange two tokens.
 */
export function page<T extends object>(show: (visit: Visit) => Promise<T>) {
  return async (args: LoaderFunctionArgs): Promise<T & { shop: ShopHere }> => {
    const visit = await arrive(args);
    const shown = await withReference(visit, () => show(visit));
    const { settings, today } = visit;
    const { currency, calendar, name } = settings;
    const phone = /\bMobi/.test(args.request.headers.get("user-agent") ?? "");
    return { ...shown, shop: { name, currency, timeZone: calendar.timeZone, today, phone } };
  };
}

/**
 * Every page must export this as `headers`. For a script's request the page that failed is asked, not the layout;
 * without it a 401 loses the header that makes App Bridge come back with a fresh session token.
 */
export const pageHeaders: HeadersFunction = (args) => boundary.headers(args);

/** An action of the embedded admin, with the form it was sent. */
export function form<T>(take: (visit: Visit, form: Record<string, string>, all: FormData) => Promise<T>) {
  return async (args: ActionFunctionArgs): Promise<T> => {
    const visit = await arrive(args);
    const all = await args.request.formData();
    const fields = Object.fromEntries(
      [...all].flatMap(([name, value]) => (typeof value === "string" ? [[name, value.trim()]] : [])),
    );
    return withReference(visit, () => take(visit, fields, all));
  };
}

/** Thrown when an id leads nowhere in this shop. */
export function notFound(what: string) {
  return data({ notFound: what }, { status: 404 });
}

/** Ids in addresses are digits; anything else leads nowhere. */
export function idIn(visit: Visit, what: string): string {
  const id = visit.params["id"] ?? "";
  if (!/^\d{1,20}$/.test(id)) throw notFound(what);
  return id;
}

async function arrive({ request, context, params }: LoaderFunctionArgs): Promise<Visit> {
  const { world } = context;
  const { session } = await letIn(world, request);
  const settings = await shopSettings(world.db, session.shop);
  const today = dayIn(settings.calendar.timeZone, world.now());
  const sent = request.headers.get("X-Shipsby-Action") ?? "";
  const actionId = isUuid.test(sent) ? sent : randomUUID();
  return { world, shop: session.shop, settings, today, params, request, actionId };
}

async function letIn({ shopify }: Process, request: Request) {
  try {
    return await shopify.authenticate.admin(request);
  } catch (refused) {
    if (!(refused instanceof Response) || refused.headers.get("Location") !== "/auth/login") throw refused;
    throw redirect(loginThen(new URL(request.url)));
  }
}

export const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A fault gets a number that stands on the page and in the log. */
async function withReference<T>({ world, shop, request }: Visit, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (fault) {
    if (!(fault instanceof Error)) throw fault;
    const reference = randomBytes(4).toString("hex").toUpperCase();
    world.log.error({ err: fault, reference, shop, path: new URL(request.url).pathname }, "page failed");
    throw data({ reference }, { status: 500, headers: { "X-Shipsby-Fault": reference } });
  }
}
