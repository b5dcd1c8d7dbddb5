import { openDialog } from "./dialog.js";

/** The resource picker for products and variants. Resolves with null when nothing was chosen. */
export async function pickResources(options, findProducts) {
  const { type, multiple = false, action = "add", query = "", selectionIds = [], filter = {} } = options;
  if (type === "collection") throw new Error("The stand-in has no collections to pick.");
  const wantsVariants = type === "variant" || filter.variants !== false;
  const chosen = new Set(
    selectionIds.flatMap(({ id, variants }) => variants?.map((variant) => variant.id) ?? [id]),
  );
  const seen = new Map();

  const body = document.createElement("div");
  const search = Object.assign(document.createElement("input"), {
    type: "search",
    placeholder: "Search products",
    value: query,
  });
  search.setAttribute("aria-label", "Search products");
  search.setAttribute("autofocus", "");
  const list = document.createElement("ul");
  list.className = "picker";
  body.append(search, list);

  const show = async () => {
    const products = await findProducts(search.value);
    for (const product of products) seen.set(product.id, product);
    list.replaceChildren(...products.map(productItem));
    if (products.length === 0) list.textContent = "No products found.";
  };

  function productItem(product) {
    const item = document.createElement("li");
    const single = product.variants.length === 1;
    if (!wantsVariants || single) {
      const id = type === "variant" || wantsVariants ? product.variants[0].id : product.id;
      item.append(choice(id, product.title, product.totalInventory));
      return item;
    }
    item.append(Object.assign(document.createElement("strong"), { textContent: product.title }));
    const variants = document.createElement("ul");
    variants.append(
      ...product.variants.map((variant) => {
        const row = document.createElement("li");
        row.append(choice(variant.id, variant.title, variant.inventoryQuantity));
        return row;
      }),
    );
    item.append(variants);
    return item;
  }

  function choice(id, title, available) {
    const label = document.createElement("label");
    const input = Object.assign(document.createElement("input"), {
      type: multiple ? "checkbox" : "radio",
      name: "picked",
      checked: chosen.has(id),
    });
    input.addEventListener("change", () => {
      if (!multiple) chosen.clear();
      if (input.checked) chosen.add(id);
      else chosen.delete(id);
    });
    const count = Object.assign(document.createElement("span"), { textContent: `${available} available` });
    label.append(input, ` ${title} `, count);
    return label;
  }

  search.addEventListener("input", show);
  await show();
  const { closed } = openDialog({
    title: `${action === "select" ? "Select" : "Add"} ${type === "variant" ? "variants" : "products"}`,
    body,
    className: "picker-dialog",
    buttons: [
      { label: "Cancel", value: "no" },
      { label: action === "select" ? "Select" : "Add", value: "yes", primary: true },
    ],
  });
  if ((await closed) !== "yes" || chosen.size === 0) return null;

  const products = [...seen.values()];
  if (type === "variant") {
    return products.flatMap((product) =>
      product.variants
        .filter((variant) => chosen.has(variant.id))
        .map((variant) => ({ ...variant, product: { id: product.id, title: product.title } })),
    );
  }
  return products
    .map((product) => ({
      ...product,
      variants: product.variants.filter((variant) => chosen.has(variant.id) || chosen.has(product.id)),
    }))
    .filter((product) => product.variants.length > 0);
}
