import type { StandInCore } from "../core.ts";
import { faultFields } from "../faults.ts";
import type { Route, StandInRequest, StandInResponse } from "./server.ts";

/** GET|POST /faults: what goes wrong on purpose. */
export const faultsRoute =
  (core: StandInCore): Route =>
  (request) => {
    if (request.path !== "/faults") return undefined;
    if (request.method === "POST") {
      const refusal = attempt(() => core.faults.set(jsonOf(request)));
      if (refusal) return refusal;
    }
    return {
      body: { settings: core.faults.settings(), deliveries: core.webhooks.counts(), fields: faultFields },
    };
  };

/** GET|POST /clock: what time it is here, and moving it on. */
export const clockRoute =
  (core: StandInCore): Route =>
  (request) => {
    if (request.path !== "/clock") return undefined;
    if (request.method === "POST") {
      const refusal = attempt(() => {
        core.clock.advance(stepOf(jsonOf(request), core.clock.now()));
        core.changed();
      });
      if (refusal) return refusal;
    }
    return {
      body: { now: core.clock.now().toISOString(), offsetMs: core.clock.offsetMs(), fields: clockFields },
    };
  };

/** GET /: what this is. */
export const homeRoute =
  (core: StandInCore): Route =>
  ({ path, method }) =>
    path === "/" && method === "GET"
      ? {
          body: [
            "A local stand-in of Shopify's Admin API. It is a simulation: nothing here is a real shop.",
            "",
            `Shops: ${[...core.shops.keys()].join(", ")} (choose by the header x-stand-in-host)`,
            "",
            "POST /admin/api/2026-07/graphql.json    Admin GraphQL, with X-Shopify-Access-Token",
            "POST /admin/oauth/access_token          token exchange and refresh",
            "GET  /stand-in/<shop>/<id>.jsonl        results of bulk operations",
            "GET  /faults, POST /faults              what goes wrong on purpose",
            'GET  /clock,  POST /clock               the time here; {"advance": "3d"} or {"to": "2026-12-24T08:00:00Z"}',
            "",
          ].join("\n"),
        }
      : undefined;

const clockFields = {
  advance: '"3d", "2h", "15m", "30s", or milliseconds',
  "days, hours, minutes, seconds": "numbers; what is given is added up",
  to: "an ISO time, not before now",
} as const;

const fieldMs = { days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1000 } as const;
const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function stepOf(input: unknown, now: Date): number {
  const { advance, to } = (input ?? {}) as { advance?: unknown; to?: unknown };
  if (typeof to === "string") {
    const ms = Date.parse(to) - now.getTime();
    if (Number.isNaN(ms)) throw new Error(`"to" is a time such as ${now.toISOString()}.`);
    if (ms < 0) throw new Error(`The clock never goes backwards; it is already ${now.toISOString()}.`);
    return ms;
  }
  const parts = Object.entries((input ?? {}) as Record<string, unknown>).filter(
    ([field]) => field in fieldMs,
  );
  if (parts.length > 0 && parts.every(([, n]) => typeof n === "number" && n >= 0)) {
    return parts.reduce((sum, [field, n]) => sum + (n as number) * fieldMs[field as keyof typeof fieldMs], 0);
  }
  if (typeof advance === "number" && advance >= 0) return advance;
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(typeof advance === "string" ? advance : "");
  if (match) return Number(match[1]) * unitMs[match[2] as keyof typeof unitMs];
  if (String(advance).startsWith("-")) throw new Error("The clock never goes backwards.");
  throw new Error('Say {"advance": "3d"}, "2h", "15m", "30s" or milliseconds, or {"to": "<ISO time>"}.');
}

function jsonOf(request: StandInRequest): unknown {
  try {
    return JSON.parse(request.body || "{}");
  } catch {
    throw new Error("The body is not JSON.");
  }
}

function attempt(action: () => void): StandInResponse | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return { status: 400, body: { error: (error as Error).message } };
  }
}
