/* exported adminOrigin, adminFrame, apiKeyFromScript, ask, tell, whenTold, isModal, embedded */
// The first part of the App Bridge stand-in: talking to the admin that frames this page.
// The parts are served as one script, in the order of app-bridge.ts, inside one function.

const adminOrigin = new URL(document.currentScript.src).origin;
const apiKeyFromScript = document.currentScript.dataset.apiKey;
const embedded = window.parent !== window;
const isModal = window.name.startsWith("shopify-modal-");
const adminFrame = window.parent;

let lastQuestion = 0;
const waiting = new Map();
const listeners = new Map();

/** Sends something to the admin and forgets it. */
function tell(type, data = {}) {
  adminFrame.postMessage({ to: "shopify-admin", type, data }, adminOrigin);
}

/** Sends something to the admin and waits for its answer. */
function ask(type, data = {}) {
  const id = ++lastQuestion;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    adminFrame.postMessage({ to: "shopify-admin", type, data, id }, adminOrigin);
  });
}

/** Calls `listener` for every message of this type that the admin sends by itself. */
function whenTold(type, listener) {
  listeners.set(type, [...(listeners.get(type) ?? []), listener]);
}

addEventListener("message", (event) => {
  if (event.source !== adminFrame || event.origin !== adminOrigin) return;
  const message = event.data;
  if (message?.to !== "shopify-app") return;
  if (message.answers === undefined) {
    for (const listener of listeners.get(message.type) ?? []) listener(message.data);
    return;
  }
  const question = waiting.get(message.answers);
  waiting.delete(message.answers);
  if (message.error) question?.reject(new Error(message.error));
  else question?.resolve(message.data);
});

// A constructed sheet, because React hydrates the whole document and an unknown element in it would disturb that.
const hidden = new CSSStyleSheet();
hidden.replaceSync("ui-nav-menu, s-app-nav, ui-save-bar, ui-modal, s-modal, ui-title-bar { display: none }");
document.adoptedStyleSheets.push(hidden);

if (embedded && !isModal) tell("hello");
