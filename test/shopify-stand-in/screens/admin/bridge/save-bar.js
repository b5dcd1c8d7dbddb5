/* global tell, ask, whenTold */
/* exported saveBar */
// The contextual save bar: the frame shows it, its buttons press the app's own.

let lastBar = 0;
const bars = new Map();

function buttonsOf(element) {
  const describe = (button) =>
    button && {
      label: button.textContent.trim(),
      disabled: button.disabled,
      loading: button.hasAttribute("loading"),
    };
  const save = element.querySelector("button[variant=primary]");
  const discard = [...element.querySelectorAll("button")].find((button) => button !== save);
  return { save, discard, described: { save: describe(save), discard: describe(discard) } };
}

class SaveBarElement extends HTMLElement {
  connectedCallback() {
    this.key ??= `bar-${++lastBar}`;
    bars.set(this.key, this);
    this.watch = new MutationObserver(() => this.showing && this.report());
    this.watch.observe(this, { childList: true, subtree: true, characterData: true, attributes: true });
  }
  disconnectedCallback() {
    this.watch.disconnect();
    bars.delete(this.key);
    if (this.showing) void this.hide();
  }
  get showing() {
    return this.open === true;
  }
  get discardConfirmation() {
    return this.hasAttribute("discardconfirmation");
  }
  set discardConfirmation(on) {
    this.toggleAttribute("discardconfirmation", Boolean(on));
  }
  report() {
    tell("saveBar", {
      key: this.key,
      open: this.showing,
      confirmDiscard: this.discardConfirmation,
      ...buttonsOf(this).described,
    });
  }
  async show() {
    if (this.showing) return;
    this.open = true;
    this.report();
    this.dispatchEvent(new Event("show"));
  }
  async hide() {
    if (!this.showing) return;
    this.open = false;
    this.report();
    this.dispatchEvent(new Event("hide"));
  }
  async toggle() {
    return this.showing ? this.hide() : this.show();
  }
  press(which) {
    buttonsOf(this)[which]?.click();
  }
}
customElements.define("ui-save-bar", SaveBarElement);

/** `<form data-save-bar>`: the bar comes with the first change and goes with submit or reset. */
function formBar(form) {
  if (form.shopifyBar) return form.shopifyBar;
  const key = `bar-${++lastBar}`;
  const bar = {
    showing: false,
    report: () =>
      tell("saveBar", {
        key,
        open: bar.showing,
        confirmDiscard: form.hasAttribute("data-discard-confirmation"),
      }),
    set(open) {
      if (bar.showing === open) return;
      bar.showing = open;
      bar.report();
    },
    press: (which) => (which === "save" ? form.requestSubmit() : form.reset()),
  };
  bars.set(key, bar);
  form.shopifyBar = bar;
  return bar;
}

const markedForm = (event) =>
  event.target instanceof Element ? event.target.closest("form[data-save-bar]") : null;
for (const type of ["input", "change"]) {
  document.addEventListener(type, (event) => {
    const form = markedForm(event);
    if (form) formBar(form).set(true);
  });
}
for (const type of ["submit", "reset"]) {
  document.addEventListener(type, (event) => markedForm(event)?.shopifyBar?.set(false));
}

whenTold("saveBarPress", ({ key, which }) => bars.get(key)?.press(which));

const barById = (id) => {
  const bar = document.getElementById(id);
  if (!(bar instanceof SaveBarElement)) throw new Error(`No ui-save-bar with the id "${id}".`);
  return bar;
};

const saveBar = {
  show: async (id) => barById(id).show(),
  hide: async (id) => barById(id).hide(),
  toggle: async (id) => barById(id).toggle(),
  leaveConfirmation: () => ask("leaveConfirmation"),
};
