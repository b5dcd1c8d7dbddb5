/** What the app puts in its title bar: a title and its actions, beside the app's name. */
export function setTitleBar({ title, buttons }, tell) {
  document.getElementById("app-title").textContent = title ?? "";
  document.getElementById("app-actions").replaceChildren(
    ...buttons.map((button, index) => {
      const element = document.createElement("button");
      element.type = "button";
      element.textContent = button.label;
      element.disabled = button.disabled;
      element.className = button.primary ? "primary" : "";
      element.addEventListener("click", () => tell("titleBarPress", { index }));
      return element;
    }),
  );
}
