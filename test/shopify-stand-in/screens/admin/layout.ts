import { html, type Html } from "../html.ts";
import { shopOf, when, type AdminContext } from "./context.ts";

type Section = "app" | "orders" | "products" | "transfers" | "none";
type PageParts = {
  section: Section;
  title: string;
  body: Html;
  /** The address of the app's own icon and pages needs more of the frame than a plain page. */
  head?: Html;
  notice?: string | undefined;
};

/** A whole page of the admin. */
export function page(context: AdminContext, { section, title, body, head, notice }: PageParts): string {
  const { standIn, storePath } = context;
  const { name } = shopOf(context).shop;
  const app = standIn.core.app;
  const link = (target: Section, label: string, path: string) =>
    html`<li><a href="${storePath}${path}" ${current(section === target)}>${label}</a></li>`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${name}</title>
        <link rel="stylesheet" href="/frame/admin.css" />
        <script type="module" src="/frame/shell.js"></script>
        ${head}
      </head>
      <body class="${section}">
        <header class="top">
          <button id="menu" type="button" aria-controls="navigation" aria-expanded="false" aria-label="Menu">
            <span aria-hidden="true">☰</span>
          </button>
          <a class="brand" href="/"><span class="mark" aria-hidden="true">${initials(name)}</span>${name}</a>
          ${clock(context)}
          <div id="save-bar" role="region" aria-label="Unsaved changes" hidden>
            <span>Unsaved changes</span>
            <button type="button" data-press="discard">Discard</button>
            <button type="button" data-press="save" class="primary">Save</button>
          </div>
        </header>
        <nav id="navigation" aria-label="Store">
          <ul>
            ${link("orders", "Orders", "/orders")} ${link("products", "Products", "/products")}
            ${link("transfers", "Transfers", "/transfers")}
          </ul>
          <h2>Apps</h2>
          <ul class="apps">
            <li>
              <a id="app-home" href="${storePath}/apps/${app.handle}" ${current(section === "app")}>
                <span class="mark" aria-hidden="true">${initials(app.name)}</span>${app.name}
              </a>
              <ul id="app-links"></ul>
            </li>
          </ul>
          ${
            context.storefrontUrl
              ? html`<h2>Sales channels</h2>
                  <ul>
                    <li>
                      <a href="${context.storefrontUrl}" target="_blank" rel="noopener">Online Store</a>
                    </li>
                  </ul>`
              : null
          }
          <p class="note">A local stand-in of Shopify. Nothing here is a real store.</p>
        </nav>
        <main>${notice ? html`<p class="notice" role="status">${notice}</p>` : null} ${body}</main>
        <div id="toasts" role="status" aria-live="polite"></div>
      </body>
    </html>`.markup;
}

/** A page with one sentence. */
export function messagePage(context: AdminContext, title: string, text: string): string {
  const back = context.storefrontUrl
    ? html`<p><a href="${context.storefrontUrl}">Open the storefront</a></p>`
    : null;
  const body = html`<div class="page">
    <h1>${title}</h1>
    <div class="card">
      <p>${text}</p>
      ${back}
    </div>
  </div>`;
  return page(context, { section: "none", title, body });
}

function current(is: boolean): Html | null {
  return is ? html`aria-current="page"` : null;
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return words.length > 1
    ? words
        .slice(0, 2)
        .map((word) => word[0])
        .join("")
    : name.slice(0, 1);
}

function clock(context: AdminContext): Html {
  const step = (days: number, label: string) => html`<button name="days" value="${days}">${label}</button>`;
  return html`<details class="clock">
    <summary>${when(context, context.standIn.clock.now().toISOString())}</summary>
    <form method="post" action="${context.storePath}/clock">
      <p>Move the stand-in’s clock</p>
      ${step(1 / 24, "+1 hour")} ${step(1, "+1 day")} ${step(7, "+1 week")}
    </form>
  </details>`;
}
