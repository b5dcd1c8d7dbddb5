// Three kinds of product form, each as its real kind of theme behaves towards the page around it.
(() => {
  const product = document.querySelector(".product");
  if (!product) return;
  const variants = JSON.parse(product.querySelector("[data-variants]").textContent);
  const form = product.querySelector("form[action*='/cart/add']");
  const idField = form.elements.namedItem("id");
  const button = form.querySelector("[data-add]");

  const withOptions = (options) =>
    variants.find((variant) => variant.options.every((value, index) => value === options[index])) ?? null;

  const paint = (variant) => {
    button.disabled = !variant?.available;
    if (!variant) return;
    button.textContent = variant.add;
    product.querySelector("[data-price]").textContent = variant.price;
    const address = new URL(location.href);
    address.searchParams.set("variant", variant.id);
    history.replaceState(null, "", address);
  };

  // Radio buttons and a hidden id that announces its change (Dawn and its many children).
  const radios = product.querySelector("[data-picker='dawn']");
  radios?.addEventListener("change", () => {
    const variant = withOptions([...radios.querySelectorAll(":checked")].map((radio) => radio.value));
    paint(variant);
    idField.value = variant?.id ?? "";
    idField.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // A select that is itself the id (vintage themes).
  if (idField.tagName === "SELECT") {
    idField.addEventListener("change", () => paint(variants.find((variant) => variant.id === idField.value)));
  }

  // A web component that asks the store and tells by Shopify's standard event; the hidden id changes without one.
  class VariantPicker extends HTMLElement {
    connectedCallback() {
      this.addEventListener("click", (event) => {
        const choice = event.target.closest("button");
        if (choice) this.choose(choice);
      });
    }

    choose(choice) {
      for (const other of choice.parentElement.querySelectorAll("button")) {
        other.setAttribute("aria-pressed", String(other === choice));
      }
      const chosen = [...this.querySelectorAll("[aria-pressed='true']")];
      const variant = withOptions(chosen.map((each) => each.value));
      const select = new Event("shopify:product:select", { bubbles: true });
      Object.assign(select, {
        product: { id: `gid://shopify/Product/${product.dataset.productId}` },
        selectedOptions: chosen.map((each) => ({
          name: each.parentElement.dataset.option,
          value: each.value,
        })),
        promise: this.lookUp(variant),
      });
      this.dispatchEvent(select);
    }

    async lookUp(variant) {
      if (variant) {
        await fetch(`${product.dataset.url}?variant=${variant.id}&section_id=main`);
        idField.value = variant.id;
      }
      paint(variant);
      return {
        variant: variant && { id: `gid://shopify/ProductVariant/${variant.id}`, title: variant.title },
      };
    }
  }
  customElements.define("variant-picker", VariantPicker);
})();
