// Puts the word over the pictures of the products that Liquid has named. What it adds has no place of its own in the
// page's flow, so nothing moves; products that a theme loads later are marked if Liquid has named them.
(async () => {
  // Loaded async: half of the page may be there.
  if (document.readyState === "loading")
    await new Promise((parsed) => document.addEventListener("DOMContentLoaded", parsed));
  const badges = document.getElementById("shipsby-badges");
  if (!badges) return;
  const handles = new Set(badges.dataset.handles.split(" "));
  const cards = "[class*='card'], [class*='grid__item'], [class*='product-item']";
  const pictures = "img, picture, [class*='picture'], [class*='media'], [class*='image']";

  const mark = () => {
    for (const link of (document.querySelector("main") ?? document.body).querySelectorAll(
      "a[href*='/products/']",
    )) {
      const handle = /\/products\/([^/?#]+)/.exec(link.href)?.[1];
      if (!handles.has(decodeURIComponent(handle))) continue;
      const card = link.closest("li, article") ?? link.parentElement.closest(cards) ?? link;
      if (card.querySelector(".shipsby-badge")) continue;
      const host = card.querySelector(pictures)?.parentElement ?? link;
      host.classList.add("shipsby-badged");
      host.append(badges.content.cloneNode(true));
    }
  };

  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mark();
    });
  }).observe(document.body, { childList: true, subtree: true });
  mark();
})();
