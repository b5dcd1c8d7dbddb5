import type { Request, Response } from "express";
import { sendAppLiquid } from "./pages.ts";
import { openVisit, type Storefront } from "./visit.ts";

/** Of a shopper's request, what Shopify passes on to the app. No cookies, in either direction. */
const passedOn = ["accept", "accept-language", "content-type", "user-agent"];
const passedBack = ["cache-control", "content-security-policy", "content-type", "location"];

/** Forwards `/apps/shipsby/…` to the app's own path with Shopify's parameters and signature. */
export function appProxy(storefront: Storefront, appPath: string) {
  return async (request: Request, response: Response) => {
    const { standIn, shop } = storefront;
    const visit = openVisit(storefront, request);
    // The pages of an app come under its own policy, as on a real store.
    response.removeHeader("content-security-policy");
    const asked = new URLSearchParams(request.originalUrl.split("?")[1] ?? "");
    const path = String(request.params[0] ?? "");
    const target = `${storefront.appUrl()}${appPath}/${path}?${standIn.signAppProxy(shop, asked)}`;
    const headers = new Headers({ "x-forwarded-for": request.ip ?? "", "x-forwarded-host": shop });
    for (const name of passedOn) {
      const value = request.get(name);
      if (value) headers.set(name, value);
    }
    const hasBody = !["GET", "HEAD"].includes(request.method) && Buffer.isBuffer(request.body);
    let answer: globalThis.Response;
    try {
      answer = await fetch(target, {
        method: request.method,
        headers,
        redirect: "manual",
        ...(hasBody ? { body: new Uint8Array(request.body as Buffer) } : {}),
      });
    } catch {
      response.status(502).type("text").send("There was an error in the third-party application.");
      return;
    }
    const body = Buffer.from(await answer.arrayBuffer());
    if (answer.headers.get("content-type")?.startsWith("application/liquid")) {
      sendAppLiquid(visit, request, response, { source: body.toString("utf8"), status: answer.status });
      return;
    }
    for (const name of passedBack) {
      const value = answer.headers.get(name);
      if (value) response.setHeader(name, value);
    }
    response.status(answer.status).send(body);
  };
}
