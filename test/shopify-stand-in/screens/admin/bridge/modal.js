/* global tell, whenTold, adminFrame */
/* exported modal */
// Modals cover the whole admin: the frame opens a dialog with a frame of the app's origin, into which the content moves.

let lastModal = 0;
const modals = new Map();
const isBar = (element) => element.matches("ui-title-bar, ui-save-bar, [slot]");

class ModalElement extends HTMLElement {
  /** Where React portals the content to; it lives outside the page until the modal is shown. */
  content = document.createElement("div");
  open = false;

  connectedCallback() {
    this.key ??= `shopify-modal-${++lastModal}`;
    modals.set(this.key, this);
    this.watch = new MutationObserver(() => this.open && this.report());
    this.watch.observe(this, { childList: true, subtree: true, characterData: true, attributes: true });
  }
  disconnectedCallback() {
    this.watch.disconnect();
    if (this.open) void this.hide();
    modals.delete(this.key);
  }
  get variant() {
    return this.getAttribute("variant") ?? this.getAttribute("size") ?? "base";
  }
  set variant(value) {
    this.setAttribute("variant", value);
  }
  get src() {
    return this.getAttribute("src") ?? undefined;
  }
  set src(value) {
    this.setAttribute("src", value);
  }
  get contentWindow() {
    return this.open ? adminFrame[this.key] : null;
  }
  buttons() {
    return [...this.querySelectorAll("ui-title-bar button, [slot$='-action'], [slot$='-actions']")];
  }
  report() {
    const bar = this.querySelector("ui-title-bar");
    tell("modal", {
      key: this.key,
      open: this.open,
      variant: this.variant,
      src: this.src
        ? new URL(this.src, location.href).pathname + new URL(this.src, location.href).search
        : null,
      title: bar?.getAttribute("title") ?? this.getAttribute("heading") ?? document.title,
      buttons: this.buttons().map((button) => ({
        label: button.textContent.trim(),
        primary: button.getAttribute("variant") === "primary" || button.slot === "primary-action",
        critical: button.getAttribute("tone") === "critical",
        disabled: button.disabled === true,
        loading: button.hasAttribute("loading"),
      })),
    });
  }
  async show() {
    if (this.open) return;
    this.open = true;
    const ready = new Promise((resolve) => (this.whenReady = resolve));
    this.report();
    await ready;
    if (!this.src && this.open) this.moveContentIn();
    this.dispatchEvent(new Event("show"));
  }
  async hide() {
    if (!this.open) return;
    this.open = false;
    document.adoptNode(this.content);
    this.resizes?.disconnect();
    this.report();
    this.dispatchEvent(new Event("hide"));
  }
  async toggle() {
    return this.open ? this.hide() : this.show();
  }
  moveContentIn() {
    const page = this.contentWindow.document;
    page.head.replaceChildren(
      ...[...document.querySelectorAll("link[rel=stylesheet], style")].map((sheet) => sheet.cloneNode(true)),
    );
    page.documentElement.className = document.documentElement.className;
    page.body.style.background = "white";
    if (this.content.childNodes.length === 0) {
      const own = [...this.children].filter((child) => !isBar(child));
      this.content.replaceChildren(...own.map((child) => child.cloneNode(true)));
    }
    page.body.replaceChildren(this.content);
    const measure = () => tell("modalHeight", { key: this.key, height: page.documentElement.offsetHeight });
    this.resizes = new ResizeObserver(measure);
    this.resizes.observe(page.documentElement);
  }
  // What Polaris' own modal element calls the same.
  showOverlay() {
    return this.show();
  }
  hideOverlay() {
    return this.hide();
  }
}
customElements.define("ui-modal", ModalElement);
customElements.define("s-modal", class extends ModalElement {});

class TitleBar extends HTMLElement {
  connectedCallback() {
    if (this.closest("ui-modal")) return;
    this.watch = new MutationObserver(() => this.report());
    this.watch.observe(this, { childList: true, subtree: true, characterData: true, attributes: true });
    this.report();
  }
  disconnectedCallback() {
    if (!this.watch) return;
    this.watch.disconnect();
    tell("titleBar", { title: null, buttons: [] });
  }
  report() {
    tell("titleBar", {
      title: this.getAttribute("title") ?? document.title,
      buttons: [...this.querySelectorAll("button, a")].map((button) => ({
        label: button.textContent.trim(),
        primary: button.getAttribute("variant") === "primary",
        disabled: button.disabled === true,
      })),
    });
  }
}
customElements.define("ui-title-bar", TitleBar);

whenTold("modalReady", ({ key }) => modals.get(key)?.whenReady?.());
whenTold("modalPress", ({ key, index }) => modals.get(key)?.buttons()[index]?.click());
whenTold("modalClosed", ({ key }) => void modals.get(key)?.hide());
whenTold("titleBarPress", ({ index }) => {
  const bar = [...document.querySelectorAll("ui-title-bar")].find(
    (candidate) => !candidate.closest("ui-modal"),
  );
  bar?.querySelectorAll("button, a")[index]?.click();
});

const modalById = (id) => {
  const element = document.getElementById(id);
  if (!(element instanceof ModalElement)) throw new Error(`No ui-modal with the id "${id}".`);
  return element;
};
const modal = {
  show: async (id) => modalById(id).show(),
  hide: async (id) => modalById(id).hide(),
  toggle: async (id) => modalById(id).toggle(),
};
