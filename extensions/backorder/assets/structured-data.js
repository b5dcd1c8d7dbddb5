// Corrects the offers in the theme's own structured data, where all that can be bought is "InStock". Adds none.
(() => {
  const words = { in_stock: "InStock", out_of_stock: "OutOfStock", discontinued: "Discontinued" };
  const handleOf = (url) => /\/products\/([^/?#\s]+)/.exec(url)?.[1];

  for (const notice of document.querySelectorAll(".shipsby[data-product]")) {
    const { variant: chosen, face: shown } = notice.dataset;
    const json = notice.querySelector("script[type='application/json']")?.textContent ?? "{}";
    const faces = { ...JSON.parse(json), [chosen]: shown };

    /** Walks through everything; an offer without an address belongs to the product around it. */
    const correct = (node, handle) => {
      if (!node || typeof node !== "object") return;
      const address = `${node.url} ${node["@id"]}`;
      const own = handleOf(address) ?? handle;
      const face = faces[/[?&]variant=(\d+)/.exec(address)?.[1] ?? chosen];
      if (node["@type"] === "Offer" && own === handleOf(location.pathname) && face) {
        const [state, date] = face.split(":");
        node.availability = `https://schema.org/${words[state] ?? "BackOrder"}`;
        if (date && !words[state]) node.availabilityStarts = date;
      }
      for (const child of Object.values(node)) correct(child, own);
    };

    for (const script of document.querySelectorAll("script[type='application/ld+json']")) {
      try {
        const data = JSON.parse(script.textContent);
        correct(data, handleOf(location.pathname));
        script.textContent = JSON.stringify(data);
      } catch {
        // Not ours to mend.
      }
    }
  }
})();
