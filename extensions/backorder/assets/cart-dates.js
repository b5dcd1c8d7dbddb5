// Keeps what the shopper chooses in the cart, and puts right, once, the dates of lines that have moved since they were
// added.
(async () => {
  // Loaded async: half of the page may be there.
  if (document.readyState === "loading")
    await new Promise((parsed) => document.addEventListener("DOMContentLoaded", parsed));
  const send = (url, body) => fetch(url, { method: "POST", body });
  const cart = () => document.querySelector(".shipsby-cart");

  document.addEventListener("change", ({ target }) => {
    const form = target.closest?.(".shipsby-cart form");
    if (form) send(cart().dataset.update, new URLSearchParams(new FormData(form)));
  });

  /** The line with its date put right, or without one where it does not wait any more. */
  const correct = async ({ dataset, children }) => {
    const properties = [...children].map((each) => [each.textContent, each.value]);
    const own = properties.findIndex(([name]) => name === "_ships_by");
    // The words stand before the day, under a name in the language in which the line was added.
    properties.splice(Math.max(0, own - 1), own > 0 ? 2 : 1);
    if (dataset.token) properties.push([dataset.name, dataset.day], ["_ships_by", dataset.token]);
    const body = new URLSearchParams({ id: dataset.line, quantity: dataset.quantity });
    for (const [name, value] of properties) body.append(`properties[${name}]`, value);
    return (await send(cart().dataset.change, body)).ok;
  };

  (async () => {
    const moved = [...document.querySelectorAll(".shipsby-cart [data-line]")];
    const what = moved.map(({ dataset }) => dataset.line + dataset.token).join();
    try {
      // Asked once: a store that keeps the old words is left alone.
      if (!what || sessionStorage.shipsbyMoved === what) return;
      sessionStorage.shipsbyMoved = what;
      let changed = false;
      for (const line of moved) changed = (await correct(line)) || changed;
      if (changed) location.reload();
    } catch {
      // The cart still says the right date; only the line carries the old one.
    }
  })();
})();
