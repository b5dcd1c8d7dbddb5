/**
 * Loaded before the app (`node --import ./test/shopify-stand-in/preload.ts server.ts`) so that the app needs no
 * switch of its own: what it sends to Shopify reaches the stand-in, nothing else leaves the machine, and it
 * lives by the stand-in's clock.
 */
import { isMainThread } from "node:worker_threads";
import { followClock } from "./preload/follow-clock.ts";
import { leaveWithParent } from "./preload/leave-with-parent.ts";
import { routeFetch } from "./preload/route-fetch.ts";

const standInUrl = process.env["SHOPIFY_STAND_IN_URL"];
if (!standInUrl) throw new Error("SHOPIFY_STAND_IN_URL is not set: start the app with `npm run demo`.");

const realFetch = globalThis.fetch;
globalThis.fetch = routeFetch(realFetch, standInUrl);
await followClock(realFetch, standInUrl);
if (isMainThread) leaveWithParent();
