/* global config, ask, tell, whenTold, modal, saveBar, embedded */
// The last part: window.shopify.

let lastToast = 0;
const toastOptions = new Map();

const toast = {
  show(message, options = {}) {
    const id = `toast-${++lastToast}`;
    toastOptions.set(id, options);
    const { duration = 5000, isError = false, action } = options;
    tell("toast", { id, message, duration, isError, action });
    return id;
  },
  hide: (id) => tell("toastHide", { id }),
};
whenTold("toastAction", ({ id }) => toastOptions.get(id)?.onAction?.());
whenTold("toastGone", ({ id, dismissed }) => {
  if (dismissed) toastOptions.get(id)?.onDismiss?.();
  toastOptions.delete(id);
});

window.shopify = {
  config,
  origin: location.origin,
  ready: Promise.resolve(),
  environment: { embedded, mobile: false, pos: false, intent: false },
  idToken: () => ask("idToken"),
  user: () => ask("user"),
  loading: (on = true) => tell("loading", { on: on !== false }),
  toast,
  modal,
  saveBar,
  resourcePicker: (options) => ask("resourcePicker", options).then((picked) => picked ?? undefined),
  scopes: {
    query: () => ask("scopesQuery"),
    request: (scopes) => ask("scopesRequest", { scopes }),
    revoke: (scopes) => ask("scopesRevoke", { scopes }),
  },
  app: { extensions: () => ask("extensions") },
  intents: {
    register: () => () => {},
    request: { value: null, subscribe: () => () => {} },
  },
  webVitals: { onReport: async () => {} },
  support: { registerHandler: async () => {} },
  reviews: {
    request: async () => ({ success: false, code: "merchant-ineligible", message: "Not in the stand-in." }),
  },
  scanner: { capture: async () => Promise.reject(new Error("This device has no scanner.")) },
  tools: { register: () => () => {}, unregister: () => {}, clear: () => {} },
  setSignals: () => {},
};
