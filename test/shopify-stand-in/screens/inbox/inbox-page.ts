import { html, type Html } from "../html.ts";
import type { Mail } from "./inbox.ts";

const views = { html: "Message", text: "Plain text", headers: "Headers" } as const;
type View = keyof typeof views;

/** The list of mails and the one being read. */
export function inboxPage(mails: Mail[], wanted: number, show: string): string {
  const mail = mails.find(({ id }) => id === wanted) ?? mails[0];
  const chosen: View = show in views ? (show as View) : mail?.html ? "html" : "text";
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Inbox${mails.length > 0 ? ` (${mails.length})` : ""}</title>
        <style>
          ${{ markup: css }}
        </style>
      </head>
      <body class="${Number.isNaN(wanted) ? "" : "reading"}">
        <header>
          <h1>Inbox</h1>
          <span>Mail the app sent. None of it left this machine.</span>
          <a class="button" href="/">Reload</a>
          <form method="post" action="/empty">
            <button ${mails.length === 0 ? "disabled" : null}>Empty</button>
          </form>
        </header>
        ${mail ? html`${list(mails, mail)}${reader(mail, chosen)}` : html`<main class="empty">No mail yet.</main>`}
      </body>
    </html>`.markup;
}

function list(mails: Mail[], current: Mail): Html {
  return html`<nav aria-label="Mails">
    <ul>
      ${mails.map(
        (mail) =>
          html`<li>
            <a href="/?mail=${mail.id}" ${mail === current ? html`aria-current="true"` : null}>
              <strong>${mail.subject || "(no subject)"}</strong>
              <span>${mail.to.join(", ")}</span>
              <time>${mail.date?.slice(0, 16).replace("T", " ")}</time>
            </a>
          </li>`,
      )}
    </ul>
  </nav>`;
}

function reader(mail: Mail, view: View): Html {
  const shown = {
    html: html`<iframe
      title="${mail.subject}"
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      src="/messages/${mail.id}/html"
    ></iframe>`,
    text: html`<pre>${mail.text}</pre>`,
    headers: html`<pre>${Object.entries(mail.headers).map(([name, value]) => `${name}: ${value}\n`)}</pre>`,
  };
  return html`<main>
    <a class="back" href="/">All mail</a>
    <h2>${mail.subject || "(no subject)"}</h2>
    <dl>
      <dt>From</dt>
      <dd>${mail.from}</dd>
      <dt>To</dt>
      <dd>${mail.to.join(", ")}</dd>
      <dt>Date</dt>
      <dd>${mail.date}</dd>
    </dl>
    <p class="views">
      ${Object.entries(views).map(
        ([key, label]) =>
          html`<a href="/?mail=${mail.id}&show=${key}" ${key === view ? html`aria-current="true"` : null}
            >${label}</a
          >`,
      )}
    </p>
    ${shown[view]}
  </main>`;
}

const css = `
:root { font: 14px/1.5 Inter, system-ui, sans-serif; color: #303030; }
* { box-sizing: border-box; }
body { margin: 0; height: 100dvh; display: grid; grid-template: "top top" auto "list read" 1fr / 340px 1fr; background: #f1f1f1; }
header { grid-area: top; display: flex; align-items: center; gap: 12px; padding: 10px 16px; background: #1a1a1a; color: #fff; }
header span { margin-right: auto; color: #b5b5b5; }
h1 { margin: 0; font-size: 16px; }
h2 { margin: 0 0 12px; font-size: 20px; overflow-wrap: anywhere; }
.button, button { padding: 5px 12px; font: inherit; color: #fff; background: #303030; border: 1px solid #616161; border-radius: 8px; text-decoration: none; cursor: pointer; }
button:disabled { opacity: .5; cursor: default; }
:focus-visible { outline: 2px solid #2c7be5; outline-offset: 1px; }
nav { grid-area: list; overflow: auto; background: #fff; border-right: 1px solid #e3e3e3; }
nav ul { margin: 0; padding: 0; list-style: none; }
nav a { display: grid; grid-template-columns: 1fr auto; gap: 0 8px; padding: 12px 16px; border-bottom: 1px solid #ebebeb; color: inherit; text-decoration: none; }
nav strong { grid-column: 1 / -1; font-weight: 600; }
nav span { color: #616161; overflow: hidden; text-overflow: ellipsis; }
nav time { color: #616161; font-variant-numeric: tabular-nums; }
nav a[aria-current] { background: #eef4ff; }
main { grid-area: read; display: flex; flex-direction: column; min-height: 0; overflow: auto; padding: 20px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 0 0 12px; }
dt { color: #616161; } dd { margin: 0; overflow-wrap: anywhere; }
.views { display: flex; gap: 4px; margin: 0 0 12px; }
.views a { padding: 4px 10px; border-radius: 8px; color: inherit; text-decoration: none; }
.views a[aria-current] { background: #e3e3e3; font-weight: 600; }
iframe, pre { flex: 1; min-height: 320px; width: 100%; margin: 0; border: 1px solid #e3e3e3; border-radius: 12px; background: #fff; }
pre { padding: 16px; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.5 ui-monospace, monospace; }
.empty { grid-area: list / list / read / read; display: grid; place-content: center; color: #616161; }
.back { display: none; }
@media (max-width: 720px) {
  body { grid-template: "top" auto "list" 1fr / 1fr; }
  header span { display: none; }
  header h1 { margin-right: auto; }
  main { grid-area: list; display: none; padding: 16px; }
  .reading nav { display: none; }
  .reading main { display: flex; }
  .back { display: inline-block; margin-bottom: 8px; }
  .empty { grid-area: list; }
}
`;
