const shown = new Map();
const list = () => document.getElementById("toasts");

export function showToast({ id, message, duration, isError, action }, tell) {
  const toast = document.createElement("div");
  toast.className = isError ? "toast error" : "toast";
  const text = document.createElement("span");
  text.textContent = message;
  toast.append(text);
  if (action) toast.append(button(action, () => (tell("toastAction", { id }), hideToast(id))));
  toast.append(
    button("×", () => {
      tell("toastGone", { id, dismissed: true });
      hideToast(id);
    }),
  );
  toast.lastElementChild.setAttribute("aria-label", "Dismiss");
  list().append(toast);
  const timer = setTimeout(() => {
    tell("toastGone", { id, dismissed: false });
    hideToast(id);
  }, duration);
  shown.set(id, { toast, timer });
}

export function hideToast(id) {
  const entry = shown.get(id);
  if (!entry) return;
  clearTimeout(entry.timer);
  entry.toast.remove();
  shown.delete(id);
}

function button(label, onClick) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = label;
  element.addEventListener("click", onClick);
  return element;
}
