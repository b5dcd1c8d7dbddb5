// Keeps the backorder notice on the variant that the shopper has chosen. Every text was written by Liquid and waits in
// the page as a <template>; this file only swaps them. Nothing is formatted here and nothing is asked of the app.
(() => {
  const parsed = new WeakMap();
  let turn = 0;

  const notices = () => document.querySelectorAll(".shipsby[data-product]");
  const tail = (id) => String(id).split("/").pop();

  /** variant id -> face ("backorder:2026-12-12"), as Liquid wrote it into the notice */
  const facesOf = (notice) => {
    if (!parsed.has(notice)) {
      const json = notice.querySelector("script[type='application/json']");
      parsed.set(notice, json ? JSON.parse(json.textContent) : {});
    }
    return parsed.get(notice);
  };

  const show = (notice, variant, face, nodes) => {
    const changed = face !== notice.dataset.face;
    const [state, date] = face.split(":");
    notice.dataset.variant = variant;
    notice.dataset.face = face;
    // An unchanged text is left alone, so that a screen reader does not repeat it.
    if (!changed) return;
    if (state) notice.dataset.shipsbyState = state;
    else delete notice.dataset.shipsbyState;
    if (state === "backorder" && date) notice.dataset.shipsBy = date;
    else delete notice.dataset.shipsBy;
    const terms = notice.querySelector("details");
    if (terms) terms.hidden = state !== "backorder";
    notice.querySelector("[role='status']").replaceChildren(...nodes);
  };

  const showNothing = (notice) => show(notice, "", "", []);

  /** Liquid lists 250 variants at most; for one beyond them the store renders the section again. */
  const read = async (notice, variant) => {
    const { section, block, variant: before } = notice.dataset;
    // Said before the answer is here, so that a second event about the same choice does not ask again.
    notice.dataset.variant = variant;
    const url = new URL(location.href);
    url.searchParams.set("variant", variant);
    url.searchParams.set("section_id", section);
    let fresh;
    try {
      const page = new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html");
      fresh = page.querySelector(`.shipsby[data-block="${CSS.escape(block)}"]`);
    } catch {
      // Offline: say nothing rather than something about another variant.
    }
    if (notice.dataset.variant !== variant) return;
    if (!fresh) showNothing(notice);
    else if (fresh.dataset.variant !== variant)
      notice.dataset.variant = before; // another product's
    else show(notice, variant, fresh.dataset.face, fresh.querySelector("[role='status']").childNodes);
  };

  /** `from` is the form field that changed, if any: it says which product an unknown variant belongs to. */
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

  // Shopify's standard storefront event, with its facts on the event itself.
  document.addEventListener("shopify:product:select", async ({ product, promise }) => {
    const about = [...notices()].filter((notice) => notice.dataset.product === tail(product?.id));
    if (about.length === 0) return;
    const mine = ++turn;
    let variant = null;
    try {
      ({ variant } = await promise);
    } catch {
      // The theme could not find out either.
    }
    if (mine !== turn) return;
    if (variant) follow(tail(variant.id));
    else about.forEach(showNothing);
  });
  document.addEventListener("change", (event) => followField(event.target));
  // Themes that set the hidden id without any event: a hidden field's value is also its attribute.
  new MutationObserver((changes) => {
    for (const { target } of changes) followField(target);
  }).observe(document.documentElement, { attributes: true, attributeFilter: ["value"], subtree: true });
  window.navigation?.addEventListener("currententrychange", followAddress);
  addEventListener("popstate", followAddress);

  // A browser may have restored another choice into the form before this ran.
  for (const field of document.querySelectorAll("[name='id']")) if (field.value) followField(field);
})();
