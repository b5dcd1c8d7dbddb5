import { Router } from "express";
import { html, type Html } from "../html.ts";
import type { InventoryLevel, Product, Variant } from "../../shop/model.ts";
import type { ShopState } from "../../shop/state.ts";
import { money, shopOf, type AdminContext } from "./context.ts";
import { page } from "./layout.ts";
import { metafieldsCard } from "./metafields-card.ts";
import { setAvailable, setPolicy } from "./staff-actions.ts";

/** /products and /products/<id>: stock per location and whether it sells on without stock. */
export function productRoutes(context: AdminContext): Router {
  const { storePath } = context;
  const routes = Router();

  routes.get("/", (_request, response) => {
    const state = shopOf(context);
    const products = Object.values(state.products).sort((a, b) => a.title.localeCompare(b.title));
    const body = html`<div class="page">
      <h1>Products</h1>
      <div class="card flush scroll">
        <table>
          <thead>
            <tr>
              <th>Product</th>
              <th>Status</th>
              <th>Inventory</th>
              <th>Type</th>
              <th>Vendor</th>
            </tr>
          </thead>
          <tbody>
            ${products.map(
              (product) =>
                html`<tr>
                  <td><a href="${storePath}/products/${product.id}">${product.title}</a></td>
                  <td>
                    <span class="badge ${product.status === "ACTIVE" ? "success" : "plain"}"
                      >${product.status.toLowerCase()}</span
                    >
                  </td>
                  <td>${inventory(state, product)}</td>
                  <td>${product.productType}</td>
                  <td>${product.vendor}</td>
                </tr>`,
            )}
          </tbody>
        </table>
        ${products.length === 0 ? html`<p class="empty">No products yet.</p>` : null}
      </div>
    </div>`;
    response.send(page(context, { section: "products", title: "Products", body }));
  });

  routes.get("/:id", (request, response, next) => {
    const product = shopOf(context).products[request.params.id];
    if (!product) return next();
    const notice = request.query["notice"];
    return response.send(
      page(context, {
        section: "products",
        title: product.title,
        body: productPage(context, product),
        notice: typeof notice === "string" ? notice : undefined,
      }),
    );
  });

  routes.get("/:id/variants/:variant", (request, response) =>
    response.redirect(`${storePath}/products/${request.params.id}#${request.params.variant}`),
  );

  routes.post("/:id/available", async (request, response) => {
    const { itemId, locationId, quantity } = request.body as Record<string, string>;
    const notice = await setAvailable(context, {
      itemId: itemId ?? "",
      locationId: locationId ?? "",
      quantity: Math.trunc(Number(quantity)),
    });
    response.redirect(303, `${storePath}/products/${request.params.id}?notice=${encodeURIComponent(notice)}`);
  });

  routes.post("/:id/policy", async (request, response) => {
    const { variantId, policy } = request.body as Record<string, string>;
    const notice = await setPolicy(context, {
      productId: request.params.id,
      variantId: variantId ?? "",
      keepSelling: policy === "CONTINUE",
    });
    response.redirect(303, `${storePath}/products/${request.params.id}?notice=${encodeURIComponent(notice)}`);
  });
  return routes;
}

function levelsOf(state: ShopState, variant: Variant): InventoryLevel[] {
  return Object.values(state.levels).filter(
    (level) => level.inventoryItemId === variant.inventoryItemId && level.isActive,
  );
}

function inventory(state: ShopState, product: Product): string {
  const variants = product.variantIds.flatMap((id) => state.variants[id] ?? []);
  if (variants.every((variant) => state.items[variant.inventoryItemId]?.tracked === false))
    return "Not tracked";
  const available = variants
    .flatMap((variant) => levelsOf(state, variant))
    .reduce((sum, level) => sum + level.quantities.available, 0);
  return variants.length > 1
    ? `${available} in stock for ${variants.length} variants`
    : `${available} in stock`;
}

function productPage(context: AdminContext, product: Product): Html {
  const state = shopOf(context);
  const variants = product.variantIds.flatMap((id) => state.variants[id] ?? []);
  const view = context.storefrontUrl
    ? html`<a class="button" href="${context.storefrontUrl}/products/${product.handle}" target="_blank"
        >View</a
      >`
    : null;
  return html`<div class="page">
    <p class="back"><a href="${context.storePath}/products">Products</a></p>
    <div class="heading">
      <h1>${product.title}</h1>
      <span class="badge ${product.status === "ACTIVE" ? "success" : "plain"}"
        >${product.status.toLowerCase()}</span
      >
      ${view}
    </div>
    <div class="columns">
      <div>${variants.map((variant) => variantCard(context, product, variant))}</div>
      <aside>
        <div class="card">
          <h2>Organization</h2>
          <p>${product.productType || "No type"}</p>
          <p class="subdued">${product.vendor}</p>
        </div>
        ${metafieldsCard(context, "PRODUCT", product.id)}
      </aside>
    </div>
  </div>`;
}

function variantCard(context: AdminContext, product: Product, variant: Variant): Html {
  const state = shopOf(context);
  const path = `${context.storePath}/products/${product.id}`;
  const keepsSelling = variant.inventoryPolicy === "CONTINUE";
  return html`<div class="card" id="${variant.id}">
    <div class="heading">
      <h2>${variant.title === "Default Title" ? "Inventory" : variant.title}</h2>
      <span class="subdued">${variant.sku} · ${money(context, Number(variant.price))}</span>
    </div>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th>Location</th>
            <th>Available</th>
            <th class="number">Incoming</th>
            <th class="number">Committed</th>
            <th class="number">On hand</th>
          </tr>
        </thead>
        <tbody>
          ${levelsOf(state, variant).map(({ locationId, quantities }) => {
            const location = state.locations[locationId]?.name ?? "";
            return html`<tr>
              <td>${location}</td>
              <td>
                <form class="inline" method="post" action="${path}/available">
                  <input type="hidden" name="itemId" value="${variant.inventoryItemId}" />
                  <input type="hidden" name="locationId" value="${locationId}" />
                  <input
                    type="number"
                    name="quantity"
                    value="${quantities.available}"
                    required
                    aria-label="Available of ${variant.title} at ${location}"
                  />
                  <button>Set</button>
                </form>
              </td>
              <td class="number">${quantities.incoming}</td>
              <td class="number">${quantities.committed}</td>
              <td class="number">${quantities.on_hand}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
    <form class="inline" method="post" action="${path}/policy">
      <input type="hidden" name="variantId" value="${variant.id}" />
      <input type="hidden" name="policy" value="${keepsSelling ? "DENY" : "CONTINUE"}" />
      <span>Continue selling when out of stock: <strong>${keepsSelling ? "On" : "Off"}</strong></span>
      <button>${keepsSelling ? "Turn off" : "Turn on"}</button>
    </form>
  </div>`;
}
