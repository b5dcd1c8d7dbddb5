import type { Request, Response } from "express";
import { completeDraftOrder } from "../../shop/draft-orders.ts";
import { html } from "../html.ts";
import { notFound, sendInLayout } from "./pages.ts";
import { openVisit, type Storefront, type Visit } from "./visit.ts";

/** The page behind a draft order's `invoiceUrl`: whoever has the address may pay. */
export function showInvoice(storefront: Storefront) {
  return (request: Request, response: Response) => {
    const visit = openVisit(storefront, request);
    const draft = draftIn(visit, request);
    if (!draft) return notFound(visit, request, response);
    const paid = draft.status === "COMPLETED";
    const content = html`<h1>Checkout</h1>
      <ul>
        ${draft.lineItems.map((line) => html`<li>${line.quantity} × ${line.title}, ${line.unitPrice}</li>`)}
      </ul>
      ${
        paid
          ? html`<p>This order has been paid.</p>`
          : html`<form method="post"><button type="submit">Pay now</button></form>`
      }`;
    sendInLayout(visit, request, response, { type: "invoice", title: "Checkout", content: content.markup });
  };
}

export function payInvoice(storefront: Storefront) {
  return (request: Request, response: Response) => {
    const visit = openVisit(storefront, request);
    const draft = draftIn(visit, request);
    if (!draft || draft.status === "COMPLETED") return notFound(visit, request, response);
    const order = completeDraftOrder(visit.state, draft, false);
    storefront.standIn.core.changed();
    response.redirect(303, `${visit.root}/thank-you/${order.id}`);
  };
}

const draftIn = ({ state }: Visit, request: Request) =>
  request.params["shopId"] === state.id ? state.draftOrders[String(request.params["draftId"])] : undefined;
