import express, { Router } from "express";
import { shopOf, type AdminContext } from "./context.ts";
import { pickableProducts } from "./pickable-products.ts";

/** What the frame asks of the admin on behalf of App Bridge. */
export function bridgeRoutes(context: AdminContext): Router {
  const { standIn, shop } = context;
  const routes = Router();
  routes.use(express.json());
  routes.use((_request, response, next) => {
    response.set("cache-control", "no-store");
    next();
  });

  const scopes = () => {
    const { scopes: required, optionalScopes: optional } = standIn.core.app;
    return { granted: shopOf(context).app.grantedScopes, required, optional };
  };
  const asked = (body: unknown) => (body as { scopes?: string[] }).scopes ?? [];

  routes.get("/id-token", (_request, response) => response.json(standIn.issueIdToken(shop)));
  routes.get("/user", (_request, response) =>
    response.json({
      id: 1001,
      name: "Mara Lindqvist",
      email: shopOf(context).shop.email,
      accountAccess: "full",
    }),
  );
  routes.get("/extensions", (_request, response) => response.json(context.extensions));
  routes.get("/products", (request, response) =>
    response.json(pickableProducts(shopOf(context), String(request.query["query"] ?? ""))),
  );
  routes.get("/scopes", (_request, response) => response.json(scopes()));
  routes.post("/scopes/grant", (request, response) => {
    standIn.grantOptionalScopes(shop, asked(request.body));
    response.json(scopes());
  });
  routes.post("/scopes/revoke", (request, response) => {
    standIn.revokeOptionalScopes(shop, asked(request.body));
    response.json({ detail: scopes() });
  });
  return routes;
}
