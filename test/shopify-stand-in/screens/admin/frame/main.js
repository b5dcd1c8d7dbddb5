// The admin's half of App Bridge: answers the app in the frame, and shows what it asks to be shown.
import { confirmLeaving, isUnsaved, resetSaveBar, showSaveBar } from "./save-bar.js";
import { closeModals, setModal, setModalHeight } from "./modals.js";
import { askForScopes } from "./permissions.js";
import { pickResources } from "./picker.js";
import { setAppLinks, setPath, onAppLink } from "./app-navigation.js";
import { hideToast, showToast } from "./toasts.js";
import { setTitleBar } from "./title-bar.js";

const data = JSON.parse(document.getElementById("frame-data").textContent);
const frame = document.getElementById("app-frame");
const bridge = (path) => `${data.storePath}/bridge/${path}`;

const tell = (type, payload) =>
  frame.contentWindow.postMessage({ to: "shopify-app", type, data: payload }, data.appOrigin);

async function json(path, body) {
  const init = body && {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const response = await fetch(bridge(path), init);
  if (!response.ok) throw new Error(`The stand-in's admin answered ${response.status}.`);
  return response.json();
}

function loading(on) {
  document.getElementById("loading").hidden = !on;
}

const handlers = {
  hello() {
    resetSaveBar();
    closeModals();
    setTitleBar({ title: null, buttons: [] }, tell);
  },
  loaded: () => loading(false),
  loading: ({ on }) => loading(on),
  path: ({ path, title }) => setPath(data, path, title),
  nav: ({ links }) => setAppLinks(data, links),
  titleBar: (bar) => setTitleBar(bar, tell),
  toast: (toast) => showToast(toast, tell),
  toastHide: ({ id }) => hideToast(id),
  saveBar: (bar) => showSaveBar(bar, tell),
  leaveConfirmation: () => confirmLeaving(),
  modal: (modal) => setModal(modal, data, tell),
  modalHeight: setModalHeight,
  idToken: () => json("id-token"),
  user: () => json("user"),
  extensions: () => json("extensions"),
  resourcePicker: (options) =>
    pickResources(options, (query) => json(`products?query=${encodeURIComponent(query)}`)),
  scopesQuery: () => json("scopes"),
  scopesRequest: ({ scopes }) => askForScopes(scopes, data.appName, json),
  scopesRevoke: ({ scopes }) => json("scopes/revoke", { scopes }),
  async open({ url }) {
    await confirmLeaving();
    location.assign(url);
  },
};

addEventListener("message", async (event) => {
  if (event.origin !== data.appOrigin || event.data?.to !== "shopify-admin") return;
  const { id, type, data: payload } = event.data;
  const answer = (message) =>
    id !== undefined &&
    event.source.postMessage({ to: "shopify-app", answers: id, ...message }, data.appOrigin);
  try {
    if (!handlers[type]) throw new Error(`The stand-in's admin does not know "${type}".`);
    answer({ data: await handlers[type](payload) });
  } catch (error) {
    answer({ error: error.message });
  }
});

onAppLink(async (href) => {
  await confirmLeaving();
  tell("navigate", { href });
});

// Leaving the app for another page of the admin.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || !isUnsaved()) return;
  event.preventDefault();
  confirmLeaving().then(
    () => location.assign(link.href),
    () => {},
  );
});

loading(true);
frame.addEventListener("load", () => loading(false));
frame.src = data.src;
