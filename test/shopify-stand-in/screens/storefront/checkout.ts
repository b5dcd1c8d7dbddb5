import type { Request, Response } from "express";
import { placeOrder } from "../../shop/orders.ts";
import {
  addLine,
  changeLine,
  lineFromForm,
  lineKey,
  quantityOf,
  texts,
  writeAttributes,
  writeCart,
} from "./cart.ts";
import { notFound, sendPage, words } from "./pages.ts";
import { findVariant } from "./shelf.ts";
import { blockAssets, renderBlock } from "./theme-blocks.ts";
import { openVisit, type Storefront, type Visit } from "./visit.ts";

const cartBlock = "cart-dates";

export function showCart(storefront: Storefront) {
  return (request: Request, response: Response) =>
    sendCart(storefront, openVisit(storefront, request), request, response);
}

export function addToCart(storefront: Storefront) {
  return (request: Request, response: Response) => {
    const visit = openVisit(storefront, request);
    const line = lineFromForm(request.body);
    const found = line && findVariant(visit.state, line.variantId);
    if (!line || !found) return notFound(visit, request, response);
    if (!found.variant.available) {
      return sendCart(storefront, visit, request, response, words(visit, "cart.sold_out"));
    }
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

/** `/cart/change.js`: the line with this key gets another quantity and other properties. */
export function changeCartLine(storefront: Storefront) {
  return (request: Request, response: Response) => {
    const { cart } = openVisit(storefront, request);
    const { id, quantity, properties } = (request.body ?? {}) as Record<string, unknown>;
    if (!cart.some((line) => lineKey(line) === id)) return response.status(404).json({ status: 404 });
    const lines = cart.map((line) => {
      if (lineKey(line) !== id) return line;
      return { ...line, quantity: quantityOf(quantity ?? line.quantity, 0), properties: texts(properties) };
    });
    writeCart(response, lines);
    response.json({ item_count: lines.reduce((sum, line) => sum + line.quantity, 0) });
  };
}

/** `POST /cart` and `/cart/update.js`: what the shopper says of the whole cart. */
export function updateCart(storefront: Storefront) {
  return (request: Request, response: Response) => {
    const visit = openVisit(storefront, request);
    const { attributes } = (request.body ?? {}) as { attributes?: unknown };
    writeAttributes(response, { ...visit.cartAttributes, ...texts(attributes) });
    if (request.path.endsWith(".js")) return response.json({ attributes: texts(attributes) });
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
      attributes: Object.entries(visit.cartAttributes).map(([key, value]) => ({ key, value })),
      sourceName: "web",
    });
    if ("refused" in placed) {
      const problem = words(visit, "cart.refused", { reason: placed.refused });
      return sendCart(storefront, visit, request, response, problem);
    }
    storefront.standIn.core.changed();
    writeCart(response, []);
    writeAttributes(response, {});
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

function sendCart(
  storefront: Storefront,
  visit: Visit,
  request: Request,
  response: Response,
  problem?: string,
): void {
  const block = renderBlock(storefront, visit, request, { name: cartBlock, type: "cart" });
  sendPage(visit, request, response, {
    type: "cart",
    title: words(visit, "cart.title"),
    objects: { problem: problem ?? null, cart_block: block },
    head: blockAssets(storefront, [cartBlock]),
    status: problem ? 422 : 200,
  });
}
