import { Router } from "express";
import { html } from "../html.ts";
import { shopOf, type AdminContext } from "./context.ts";
import { messagePage, page } from "./layout.ts";

/**
 * /admin/oauth/install?client_id&optional_scopes: where the library sends the merchant for an optional scope.
 */
export function permissionRoutes(context: AdminContext): Router {
  const { standIn, shop, storePath } = context;
  const { apiKey, name, handle, optionalScopes } = standIn.core.app;
  const routes = Router();
  const split = (text: unknown) =>
    String(text ?? "")
      .split(/[\s,]+/)
      .filter(Boolean);

  routes.get("/install", (request, response) => {
    const wanted = split(request.query["optional_scopes"]);
    const missing = wanted.filter((scope) => !shopOf(context).app.grantedScopes.includes(scope));
    if (request.query["client_id"] !== apiKey || missing.some((scope) => !optionalScopes.includes(scope))) {
      return response
        .status(400)
        .send(
          messagePage(context, "This can’t be granted", `${name} did not declare: ${missing.join(", ")}.`),
        );
    }
    return response.send(
      page(context, {
        section: "none",
        title: "Update data access",
        body: html`<div class="page narrow">
          <h1>Update data access</h1>
          <form class="card" method="post">
            <p>${name} asks for more access to your store:</p>
            <ul>
              ${missing.map((scope) => html`<li>${scope.replace("read_", "View ").replace("write_", "Edit ").replaceAll("_", " ")}</li>`)}
            </ul>
            <input type="hidden" name="scopes" value="${missing.join(",")}" />
            <div class="actions">
              <a class="button" href="${storePath}/apps/${handle}">Cancel</a>
              <button class="primary">Update</button>
            </div>
          </form>
        </div>`,
      }),
    );
  });

  routes.post("/install", (request, response) => {
    standIn.grantOptionalScopes(shop, split((request.body as { scopes?: string }).scopes));
    response.redirect(303, `${storePath}/apps/${handle}`);
  });
  return routes;
}
