import { Router } from "express";
import { html, type Html } from "../html.ts";
import type { InventoryShipment, InventoryTransfer } from "../../shop/model.ts";
import { shopOf, when, type AdminContext } from "./context.ts";
import { page } from "./layout.ts";
import { receiveAll, setArrival } from "./staff-actions.ts";

/** /transfers: what is on its way, to move an arrival date or to receive it. */
export function transferRoutes(context: AdminContext): Router {
  const path = `${context.storePath}/transfers`;
  const routes = Router();

  routes.get("/", (request, response) => {
    const transfers = Object.values(shopOf(context).transfers).sort((a, b) => b.name.localeCompare(a.name));
    const notice = request.query["notice"];
    const body = html`<div class="page">
      <h1>Transfers</h1>
      ${transfers.map((transfer) => transferCard(context, transfer))}
      ${transfers.length === 0 ? html`<div class="card"><p class="empty">Nothing is on its way.</p></div>` : null}
    </div>`;
    response.send(
      page(context, {
        section: "transfers",
        title: "Transfers",
        body,
        notice: typeof notice === "string" ? notice : undefined,
      }),
    );
  });

  routes.get("/:id", (request, response) => response.redirect(`${path}#${request.params.id}`));

  routes.post("/:shipment/arrival", async (request, response) => {
    const { date } = request.body as { date: string };
    const shipment = shopOf(context).shipments[request.params.shipment];
    const notice = shipment ? await setArrival(context, shipment, `${date}T09:00:00Z`) : "No such shipment.";
    response.redirect(303, `${path}?notice=${encodeURIComponent(notice)}`);
  });

  routes.post("/:shipment/receive", async (request, response) => {
    const shipment = shopOf(context).shipments[request.params.shipment];
    const notice = shipment ? await receiveAll(context, shipment) : "No such shipment.";
    response.redirect(303, `${path}?notice=${encodeURIComponent(notice)}`);
  });
  return routes;
}

function transferCard(context: AdminContext, transfer: InventoryTransfer): Html {
  const state = shopOf(context);
  const place = (id: string | null) => (id ? state.locations[id]?.name : undefined) ?? "a supplier";
  return html`<div class="card" id="${transfer.id}">
    <div class="heading">
      <h2>${transfer.name}</h2>
      <span class="badge plain">${transfer.status.replaceAll("_", " ").toLowerCase()}</span>
      <span class="subdued">
        ${transfer.referenceName ? `${transfer.referenceName}, ` : null} from
        ${place(transfer.originLocationId)} to ${place(transfer.destinationLocationId)}
      </span>
    </div>
    <ul>
      ${transfer.lineItems.map((line) => html`<li>${line.totalQuantity} × ${itemName(context, line.inventoryItemId)}</li>`)}
    </ul>
    ${transfer.shipmentIds.map((id) => {
      const shipment = state.shipments[id];
      return shipment ? shipmentPart(context, shipment) : null;
    })}
  </div>`;
}

function shipmentPart(context: AdminContext, shipment: InventoryShipment): Html {
  const { arrivesAt } = shipment.tracking;
  const path = `${context.storePath}/transfers/${shipment.id}`;
  const due = arrivesAt ? `arrives ${when(context, arrivesAt, false)}` : "no arrival date";
  return html`<div class="part">
    <p>
      <strong>Shipment ${shipment.name}</strong>, ${shipment.status.replaceAll("_", " ").toLowerCase()},
      ${due}
    </p>
    ${
      shipment.status === "RECEIVED"
        ? null
        : html`<div class="forms">
            <form class="inline" method="post" action="${path}/arrival">
              <input
                type="date"
                name="date"
                value="${arrivesAt?.slice(0, 10)}"
                required
                aria-label="Arrival of ${shipment.name}"
              />
              <button>Change arrival</button>
            </form>
            <form class="inline" method="post" action="${path}/receive"><button>Receive all</button></form>
          </div>`
    }
  </div>`;
}

function itemName(context: AdminContext, itemId: string): string {
  const state = shopOf(context);
  const variant = Object.values(state.variants).find((each) => each.inventoryItemId === itemId);
  const product = variant && state.products[variant.productId];
  if (!product) return "Deleted product";
  return variant.title === "Default Title" ? product.title : `${product.title}, ${variant.title}`;
}
