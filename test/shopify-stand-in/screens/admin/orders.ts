import { Router } from "express";
import { html, type Html } from "../html.ts";
import type { FulfillmentOrder, Order } from "../../shop/model.ts";
import { money, shopOf, when, type AdminContext } from "./context.ts";
import { page } from "./layout.ts";
import { metafieldsCard } from "./metafields-card.ts";
import { cancelOrder, fulfill } from "./staff-actions.ts";

const perPage = 50;

/** /orders and /orders/<id>: what the merchant sold, with the few actions a demonstration needs. */
export function orderRoutes(context: AdminContext): Router {
  const { storePath } = context;
  const routes = Router();

  routes.get("/", (request, response) => {
    const all = Object.values(shopOf(context).orders).sort((a, b) => b.number - a.number);
    const from = Math.max(0, Number(request.query["from"] ?? 0) || 0);
    const rows = all.slice(from, from + perPage);
    const body = html`<div class="page">
      <h1>Orders</h1>
      <div class="card flush scroll">
        <table>
          <thead>
            <tr>
              <th>Order</th>
              <th>Date</th>
              <th>Customer</th>
              <th>Channel</th>
              <th class="number">Total</th>
              <th>Payment status</th>
              <th>Fulfillment status</th>
              <th class="number">Items</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map((order) => orderRow(context, order))}
          </tbody>
        </table>
        ${all.length === 0 ? html`<p class="empty">No orders yet.</p>` : null}
      </div>
      ${pager(`${storePath}/orders`, from, all.length)}
    </div>`;
    response.send(page(context, { section: "orders", title: "Orders", body }));
  });

  routes.get("/:id", (request, response, next) => {
    const order = shopOf(context).orders[request.params.id];
    if (!order) return next();
    const notice = request.query["notice"];
    return response.send(
      page(context, {
        section: "orders",
        title: order.name,
        body: orderPage(context, order),
        notice: typeof notice === "string" ? notice : undefined,
      }),
    );
  });

  routes.post("/:id/fulfill", async (request, response) => {
    const { fulfillmentOrder } = request.body as { fulfillmentOrder: string };
    const notice = await fulfill(context, fulfillmentOrder);
    response.redirect(303, `${storePath}/orders/${request.params.id}?notice=${encodeURIComponent(notice)}`);
  });

  routes.post("/:id/cancel", async (request, response) => {
    const notice = await cancelOrder(context, request.params.id);
    response.redirect(303, `${storePath}/orders/${request.params.id}?notice=${encodeURIComponent(notice)}`);
  });
  return routes;
}

export function pager(path: string, from: number, total: number): Html | null {
  if (total <= perPage) return null;
  const to = Math.min(total, from + perPage);
  return html`<p class="pager">
    ${from > 0 ? html`<a class="button" href="${path}?from=${Math.max(0, from - perPage)}">Previous</a>` : null}
    <span>${from + 1}–${to} of ${total}</span>
    ${to < total ? html`<a class="button" href="${path}?from=${to}">Next</a>` : null}
  </p>`;
}

function orderRow(context: AdminContext, order: Order): Html {
  const items = order.lineItems.reduce((sum, line) => sum + line.currentQuantity, 0);
  return html`<tr class="${order.cancelledAt ? "canceled" : ""}">
    <td><a href="${context.storePath}/orders/${order.id}">${order.name}</a></td>
    <td>${when(context, order.processedAt)}</td>
    <td>${customerName(order)}</td>
    <td>${channel(order)}</td>
    <td class="number">${money(context, total(order))}</td>
    <td>${paymentBadge(order)}</td>
    <td>${fulfillmentBadge(context, order)}</td>
    <td class="number">${items}</td>
  </tr>`;
}

function orderPage(context: AdminContext, order: Order): Html {
  const state = shopOf(context);
  const fulfillmentOrders = Object.values(state.fulfillmentOrders).filter(
    (each) => each.orderId === order.id,
  );
  return html`<div class="page">
    <p class="back"><a href="${context.storePath}/orders">Orders</a></p>
    <div class="heading">
      <h1>${order.name}</h1>
      ${paymentBadge(order)} ${fulfillmentBadge(context, order)}
      ${order.cancelledAt ? badge("Canceled", "plain") : null}
      ${
        order.cancelledAt
          ? null
          : html`<form method="post" action="${context.storePath}/orders/${order.id}/cancel">
              <button class="critical">Cancel order</button>
            </form>`
      }
    </div>
    <p class="subdued">${when(context, order.processedAt)} from ${channel(order)}</p>
    <div class="columns">
      <div>
        ${fulfillmentOrders.map((each) => fulfillmentOrderCard(context, order, each))}
        ${
          fulfillmentOrders.length === 0
            ? html`<div class="card"><p>Order routing has not decided yet where this ships from.</p></div>`
            : null
        }
        <div class="card">
          <h2>Items</h2>
          <table>
            <tbody>
              ${order.lineItems.map(
                (line) =>
                  html`<tr>
                    <td>
                      ${line.title}
                      <div class="subdued">${[line.variantTitle, line.sku].filter(Boolean).join(" · ")}</div>
                      ${line.customAttributes.map(
                        ({ key, value }) => html`<div class="subdued">${key}: ${value}</div>`,
                      )}
                    </td>
                    <td class="number">
                      ${money(context, Number(line.unitPrice))} × ${line.currentQuantity}
                    </td>
                    <td class="number">${money(context, Number(line.unitPrice) * line.currentQuantity)}</td>
                  </tr>`,
              )}
              <tr>
                <td><strong>Total</strong></td>
                <td></td>
                <td class="number"><strong>${money(context, total(order))}</strong></td>
              </tr>
            </tbody>
          </table>
        </div>
      </div>
      <aside>
        <div class="card">
          <h2>Customer</h2>
          <p>${customerName(order)}</p>
          <p class="subdued">${order.email ?? "No email address"}</p>
        </div>
        <div class="card">
          <h2>Tags</h2>
          <p>${order.tags.length > 0 ? order.tags.join(", ") : "None"}</p>
        </div>
        ${metafieldsCard(context, "ORDER", order.id)}
      </aside>
    </div>
  </div>`;
}

function fulfillmentOrderCard(context: AdminContext, order: Order, fulfillmentOrder: FulfillmentOrder): Html {
  const state = shopOf(context);
  const open = fulfillmentOrder.status === "OPEN" || fulfillmentOrder.status === "IN_PROGRESS";
  const lines = fulfillmentOrder.lineItems.map((entry) => {
    const line = order.lineItems.find((each) => each.id === entry.lineItemId);
    const quantity =
      open || fulfillmentOrder.status === "ON_HOLD" ? entry.remainingQuantity : entry.totalQuantity;
    return html`<li>${quantity} × ${line?.title} <span class="subdued">${line?.variantTitle}</span></li>`;
  });
  return html`<div class="card">
    <div class="heading">
      <h2>${inWords(fulfillmentOrder.status)}</h2>
      <span class="subdued">${state.locations[fulfillmentOrder.locationId]?.name}</span>
    </div>
    <ul>
      ${lines}
    </ul>
    ${fulfillmentOrder.holds.map(
      (hold) => html`<p class="subdued">On hold: ${hold.reasonNotes ?? inWords(hold.reason)}</p>`,
    )}
    ${
      open && !order.cancelledAt
        ? html`<form method="post" action="${context.storePath}/orders/${order.id}/fulfill">
            <input type="hidden" name="fulfillmentOrder" value="${fulfillmentOrder.id}" />
            <button class="primary">Fulfill</button>
          </form>`
        : null
    }
  </div>`;
}

function badge(text: string, tone: string): Html {
  return html`<span class="badge ${tone}">${text}</span>`;
}

function paymentBadge(order: Order): Html {
  return badge(inWords(order.financialStatus), order.financialStatus === "PENDING" ? "attention" : "plain");
}

function fulfillmentBadge(context: AdminContext, order: Order): Html {
  const own = Object.values(shopOf(context).fulfillmentOrders).filter((each) => each.orderId === order.id);
  if (own.some((each) => each.status === "ON_HOLD")) return badge("On hold", "attention");
  const shipped = Object.values(shopOf(context).fulfillments)
    .filter((each) => each.orderId === order.id && each.status === "SUCCESS")
    .flatMap((each) => each.lines)
    .reduce((sum, line) => sum + line.quantity, 0);
  const sold = order.lineItems.reduce((sum, line) => sum + line.currentQuantity, 0);
  if (shipped === 0)
    return order.cancelledAt ? badge("Unfulfilled", "plain") : badge("Unfulfilled", "warning");
  return shipped >= sold ? badge("Fulfilled", "plain") : badge("Partially fulfilled", "warning");
}

function inWords(status: string): string {
  const words = status.replaceAll("_", " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function customerName({ customer }: Order): string {
  return customer ? `${customer.firstName} ${customer.lastName}`.trim() : "No customer";
}

function channel({ sourceName }: Order): string {
  const names: Record<string, string> = {
    web: "Online Store",
    pos: "Point of Sale",
    shopify_draft_order: "Draft Orders",
  };
  return names[sourceName] ?? sourceName;
}

function total(order: Order): number {
  return order.lineItems.reduce((sum, line) => sum + Number(line.unitPrice) * line.currentQuantity, 0);
}
