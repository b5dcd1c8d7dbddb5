/* global adminOrigin, config, tell, whenTold, isModal */
/* exported openAddress */
// Links and window.open to Shopify's pages, and the app's own navigation menu.

const store = () => `${adminOrigin}/store/${(config.shop ?? "").replace(".myshopify.com", "")}`;

/** The stand-in's page for an address of Shopify's admin; undefined for any other address. */
function adminAddress(address) {
  const path = /^shopify:\/*admin(\/.*)?$/i.exec(address)?.[1];
  if (path !== undefined || /^shopify:\/*admin$/i.test(address)) return store() + (path ?? "");
  const url = new URL(address, location.href);
  if (url.origin === "https://admin.shopify.com") return adminOrigin + url.pathname + url.search;
  if (url.hostname === config.shop && url.pathname.startsWith("/admin")) {
    return store() + url.pathname.slice("/admin".length) + url.search;
  }
  return undefined;
}

const plainOpen = window.open.bind(window);

/** window.open that understands Shopify's addresses. */
function openAddress(address, target, features) {
  const admin = adminAddress(String(address));
  if (admin && target !== "_blank") {
    // Through the frame, so that unsaved changes can hold it back.
    tell("open", { url: admin });
    return null;
  }
  return plainOpen(admin ?? address, target === "_parent" ? "_top" : target, features);
}
window.open = (address = "", target = "_blank", features = undefined) =>
  openAddress(address, target, features);

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  const address = link?.getAttribute("href");
  if (event.defaultPrevented || !address || !adminAddress(address)) return;
  event.preventDefault();
  const newTab = link.target === "_blank" || event.metaKey || event.ctrlKey;
  openAddress(address, newTab ? "_blank" : "_top");
});

// A router takes over by listening to this event; without one the link is simply followed.
let routerListens = false;
for (const target of [window, document]) {
  const original = target.addEventListener;
  target.addEventListener = function (type, ...rest) {
    if (type === "shopify:navigate") routerListens = true;
    return original.call(this, type, ...rest);
  };
}

whenTold("navigate", ({ href }) => {
  const links = [...document.querySelectorAll("ui-nav-menu a[href], s-app-nav [href]")];
  const link = links.find((candidate) => candidate.getAttribute("href") === href);
  if (!link) return location.assign(href);
  link.dispatchEvent(new CustomEvent("shopify:navigate", { bubbles: true, cancelable: true }));
  if (!routerListens) location.assign(href);
});

class NavMenu extends HTMLElement {
  connectedCallback() {
    this.watch = new MutationObserver(() => this.report());
    this.watch.observe(this, { childList: true, subtree: true, characterData: true, attributes: true });
    this.report();
  }
  disconnectedCallback() {
    this.watch.disconnect();
  }
  report() {
    const links = [...this.querySelectorAll("[href]")].map((link) => ({
      href: link.getAttribute("href"),
      label: link.textContent.trim(),
      home: link.getAttribute("rel") === "home",
    }));
    if (!isModal) tell("nav", { links });
  }
}
customElements.define("ui-nav-menu", NavMenu);
customElements.define("s-app-nav", class extends NavMenu {});
