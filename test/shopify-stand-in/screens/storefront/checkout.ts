import type { Request, Response } from "express";
import { placeOrder } from "../../shop/orders.ts";
import { addLine, changeLine, lineFromForm, quantityOf, writeCart } from "./cart.ts";
import { notFound, sendPage, words } from "./pages.ts";
import { findVariant } from "./shelf.ts";
import { openVisit, type Storefront, type Visit } from "./visit.ts";

export function showCart(storefront: Storefront) {
  return (request: Request, response: Response) =>
    sendCart(openVisit(storefront, request), request, response);
}

export function addToCart(storefront: Storefront) {
  return (request: Request, response: Response) => {
    const visit = openVisit(storefront, request);
    const line = lineFromForm(request.body);
    const found = line && findVariant(visit.state, line.variantId);
    if (!line || !found) return notFound(visit, request, response);
    if (!found.variant.available) return sendCart(visit, request, response, words(visit, "cart.sold_out"));
    writeCart(response, addLine(visit.cart, line));
    response.redirect(303, `${visit.root}/cart`);
  };
}

export function changeCart(storefront: Storefront) {
  return (request: Request, response: Response) => {
    const visit = openVisit(storefront, request);
    const { line, quantity } = (request.body ?? {}) as { line?: unknown; quantity?: unknown };
    writeCart(response, changeLine(visit.cart, Number(line), quantityOf(quantity, 0)));
    response.redirect(303, `${visit.root}/cart`);
  };
}

/** "Buy": the order is placed by the shop's own rules, which may refuse. */
export function buy(storefront: Storefront) {
  return (request: Request, response: Response) => {
    const visit = openVisit(storefront, request);
    const { email } = (request.body ?? {}) as { email?: unknown };
    if (visit.cart.length === 0) return response.redirect(303, `${visit.root}/cart`);
    const placed = placeOrder(visit.state, {
      lines: visit.cart.map(({ variantId, quantity, properties }) => ({
        variantId,
        quantity,
        attributes: Object.entries(properties).map(([key, value]) => ({ key, value })),
      })),
      ...(typeof email === "string" && email ? { email } : {}),
      locale: visit.locale,
      sourceName: "web",
    });
    if ("refused" in placed) {
      const problem = words(visit, "cart.refused", { reason: placed.refused });
      return sendCart(visit, request, response, problem);
    }
    storefront.standIn.core.changed();
    writeCart(response, []);
    response.redirect(303, `${visit.root}/thank-you/${placed.orderId}`);
  };
}

export function thankYou(storefront: Storefront) {
  return (request: Request, response: Response) => {
    const visit = openVisit(storefront, request);
    const order = visit.state.orders[String(request.params["orderId"])];
    if (!order) return notFound(visit, request, response);
    const line_items = order.lineItems.map((line) => ({
      title: line.title,
      variant_title: line.variantTitle,
      quantity: line.quantity,
      properties: line.customAttributes
        .filter(({ key }) => !key.startsWith("_"))
        .map(({ key, value }) => ({ first: key, last: value })),
    }));
    sendPage(visit, request, response, {
      type: "thank-you",
      title: words(visit, "thanks.title"),
      objects: { order: { name: order.name, line_items } },
    });
  };
}

function sendCart(visit: Visit, request: Request, response: Response, problem?: string): void {
  sendPage(visit, request, response, {
    type: "cart",
    title: words(visit, "cart.title"),
    objects: { problem: problem ?? null },
    status: problem ? 422 : 200,
  });
}
