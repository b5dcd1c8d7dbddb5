// Keeps the notice on the chosen variant and sends its form. Liquid wrote every text; this file only swaps them.
(async () => {
  const opened = Date.now();
  // Shopify loads this file async: out of the browser's cache it runs while half of the page is there.
  if (document.readyState === "loading")
    await new Promise((parsed) => document.addEventListener("DOMContentLoaded", parsed));
  let turn = 0;

  const notices = () => document.querySelectorAll(".shipsby[data-product]");
  const tail = (id) => String(id).split("/").pop();

  /** variant id -> face, "backorder:2026-12-12" */
  const facesOf = (notice) =>
    JSON.parse(notice.querySelector("script[type='application/json']")?.textContent ?? "{}");

  /** Variants this browser has asked about; no address is kept. */
  const asked = () => {
    try {
      return JSON.parse(localStorage.shipsby);
    } catch {
      return [];
    }
  };

  const say = (form, state, message) => {
    const done = /confirm|listed|in_stock|asked/.test(state);
    const text = message || form.dataset[state] || "";
    form.toggleAttribute("data-done", done);
    form.querySelector("output").textContent = done ? text : "";
    form.querySelector(".shipsby__problem").textContent = done ? "" : text;
    form.querySelector("a").hidden = state !== "in_stock";
    form.email.ariaInvalid = /empty|invalid/.test(state);
    if (state && state !== "asked") (done ? form.again : form.email).focus();
  };

  /** All parts of a notice, and what goes into the cart, speak of the same variant. */
  const settle = (notice) => {
    const { variant, face } = notice.dataset;
    const [state, date] = face.split(":");
    for (const part of notice.querySelectorAll("[data-for]"))
      part.hidden = !part.dataset.for.split(" ").includes(state);
    const form = notice.querySelector("form");
    if (form) {
      form.variant.value = variant;
      form.querySelector("a").href = `?variant=${variant}`;
      say(form, asked().includes(variant) ? "asked" : "");
    }
    const owed = /backorder|made/.test(state);
    for (const field of notice.querySelectorAll("[data-line]")) {
      const { line } = field.dataset;
      field.value = line ? notice.querySelector("[data-day]")?.dataset.day || line : date || "unknown";
      field.disabled = !owed;
    }
  };

  const show = (notice, variant, face, nodes) => {
    const changed = face !== notice.dataset.face;
    const [state, date] = face.split(":");
    notice.dataset.variant = variant;
    notice.dataset.face = face;
    // An unchanged text is left alone, so that a screen reader does not repeat it.
    if (changed) {
      if (state) notice.dataset.shipsbyState = state;
      else delete notice.dataset.shipsbyState;
      if (date && state !== "out_of_stock") notice.dataset.shipsBy = date;
      else delete notice.dataset.shipsBy;
      notice.querySelector("[role='status']").replaceChildren(...nodes);
    }
    settle(notice);
  };

  const showNothing = (notice) => show(notice, "", "", []);

  /** For a variant beyond Liquid's 250 the store renders the section again. */
  const read = async (notice, variant) => {
    const { section, block, variant: before } = notice.dataset;
    // Said before the answer, so that a second event does not ask again.
    notice.dataset.variant = variant;
    const url = new URL(location.href);
    url.searchParams.set("variant", variant);
    url.searchParams.set("section_id", section);
    let fresh;
    try {
      const page = new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html");
      fresh = page.querySelector(`.shipsby[data-block="${CSS.escape(block)}"]`);
    } catch {
      // Say nothing rather than something about another variant.
    }
    if (notice.dataset.variant !== variant) return;
    if (!fresh) showNothing(notice);
    else if (fresh.dataset.variant !== variant)
      notice.dataset.variant = before; // another product's
    else show(notice, variant, fresh.dataset.face, fresh.querySelector("[role='status']").childNodes);
  };

  /** `from`, the field that changed, says which product an unknown variant belongs to. */
  const follow = (variant, from) => {
    for (const notice of notices()) {
      if (notice.dataset.variant === variant) continue;
      const face = facesOf(notice)[variant];
      const here = !from || notice.closest("[id^='shopify-section']")?.contains(from);
      if (!face && !(here && (!variant || "partial" in notice.dataset))) continue;
      turn += 1;
      if (!variant)
        showNothing(notice); // no such combination
      else if (!face) read(notice, variant);
      else {
        const prepared = notice.querySelector(`template[data-face="${CSS.escape(face)}"]`);
        show(notice, variant, face, prepared.content.cloneNode(true).childNodes);
      }
    }
  };

  const followField = (field) => {
    if (field.name !== "id" || !field.form?.getAttribute("action")?.includes("/cart/add")) return;
    if (field.type !== "radio" || field.checked) follow(field.value, field);
  };

  const followAddress = () => {
    const variant = new URLSearchParams(location.search).get("variant");
    if (variant) follow(variant);
  };

  // Shopify's standard storefront event.
  document.addEventListener("shopify:product:select", async ({ product, promise }) => {
    const about = [...notices()].filter((notice) => notice.dataset.product === tail(product?.id));
    if (about.length === 0) return;
    const mine = ++turn;
    let variant = null;
    try {
      ({ variant } = await promise);
    } catch {
      // The theme does not know either.
    }
    if (mine !== turn) return;
    if (variant) follow(tail(variant.id));
    else about.forEach(showNothing);
  });
  document.addEventListener("change", (event) => followField(event.target));
  // A hidden id set without an event: its value is also its attribute.
  new MutationObserver((changes) => {
    for (const { target } of changes) followField(target);
  }).observe(document.documentElement, { attributes: true, attributeFilter: ["value"], subtree: true });
  window.navigation?.addEventListener("currententrychange", followAddress);
  addEventListener("popstate", followAddress);

  // What the shopper reads goes with the line, whatever form puts that variant into the cart.
  document.addEventListener("formdata", ({ target, formData }) => {
    if (!target.getAttribute("action")?.includes("/cart/add")) return;
    for (const notice of notices())
      if (notice.dataset.variant === formData.get("id"))
        for (const { name, value } of notice.querySelectorAll("[data-line]:not(:disabled)"))
          formData.set(name, value);
  });

  /** On the page: a theme may render the form anew. */
  const onForm = (type, act) =>
    document.addEventListener(
      type,
      (event) => {
        const form = event.target.closest(".shipsby__notify");
        if (form) act(form, event);
      },
      true,
    );
  // The browser judges the address; our words replace its bubble.
  onForm("invalid", (form, event) => {
    event.preventDefault();
    say(form, event.target.validity.valueMissing ? "empty" : "invalid");
  });
  onForm("reset", (form) => {
    say(form, "");
    form.email.focus();
  });
  onForm("submit", async (form, event) => {
    event.preventDefault();
    const send = form.querySelector("[type='submit']");
    const { textContent } = send;
    const variant = form.variant.value;
    form.t.value ||= opened;
    const body = new URLSearchParams(new FormData(form));
    send.disabled = true;
    send.textContent = send.dataset.sending;
    let answer = {};
    try {
      const headers = { Accept: "application/json" };
      answer = await (await fetch(form.action, { method: "POST", body, headers })).json();
      if (/confirm|listed/.test(answer.state))
        localStorage.shipsby = JSON.stringify([...asked(), variant].slice(-99));
    } catch {
      // No answer, or no room to remember it.
    }
    send.disabled = false;
    send.textContent = textContent;
    if (form.variant.value === variant)
      say(form, answer.state in form.dataset ? answer.state : "failed", answer.message);
  });

  // A browser may have restored another choice.
  for (const field of document.querySelectorAll("[name='id']")) if (field.value) followField(field);
  notices().forEach(settle);
})();
