import { Router } from "express";

const placeholder = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 120" role="img"><rect width="160" height="120" rx="12" fill="#f1f1f1"/><path d="M48 82l22-28 16 18 12-14 18 24z" fill="#d4d4d4"/><circle cx="104" cy="42" r="8" fill="#d4d4d4"/></svg>`;

/** What apps load from Shopify's CDN besides App Bridge: fonts give way to the system's, pictures to a neutral one. */
export function cdnRoutes(): Router {
  const routes = Router();
  routes.get(/\.css$/, (_request, response) =>
    response.type("text/css").send("/* The system's own font. */"),
  );
  routes.get(/\.js$/, (_request, response) => response.type("text/javascript").send(""));
  routes.get(/\.(png|jpe?g|svg|webp|gif)$/, (_request, response) =>
    response.type("image/svg+xml").send(placeholder),
  );
  routes.use((_request, response) => response.status(204).end());
  return routes;
}
