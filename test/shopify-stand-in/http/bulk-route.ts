import { KEPT_MS } from "../bulk/run.ts";
import type { StandInCore } from "../core.ts";
import type { Route } from "./server.ts";

/** GET /stand-in/:shop/:id.jsonl on storage.googleapis.com, or /bulk/:id.jsonl: results of bulk operations. */
export const bulkRoute =
  (core: StandInCore): Route =>
  ({ method, path }) => {
    const match = /^\/(?:bulk|stand-in\/([^/]+))\/(\d+)\.jsonl$/.exec(path);
    if (!match || method !== "GET") return undefined;
    const shops = [...core.shops.values()].filter((shop) => !match[1] || shop.shop.domain === match[1]);
    const operation = shops.map((shop) => shop.bulkOperations[match[2]!]).find(Boolean);
    if (!operation?.completedAt || operation.jsonl === null) return { status: 404, body: "No such object." };
    if (core.clock.now().getTime() - Date.parse(operation.completedAt) > KEPT_MS) {
      return { status: 403, body: "The link to this result has expired." };
    }
    return { headers: { "Content-Type": "application/jsonl" }, body: operation.jsonl };
  };
