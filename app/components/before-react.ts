/**
 * A page can be read, typed into and sent seconds before its scripts are there. What was typed is lost soon after React
 * has taken the page over, since it never heard of it; a form leaves without the session token, for the login page. So
 * what is typed is kept, and no form leaves, until React is there.
 */
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type BeforeReact = { typed: Map<Field, string | boolean>; end: () => void };

/** Runs in the head of every page inside of Shopify. */
export const waitForReact = `(() => {
  const typed = new Map();
  const keep = ({ target }) =>
    typed.set(target, /^(checkbox|radio)$/.test(target.type) ? target.checked : target.value);
  const stay = (event) => event.preventDefault();
  addEventListener("input", keep, true);
  addEventListener("submit", stay, true);
  window.beforeReact = { typed, end() {
    removeEventListener("input", keep, true);
    removeEventListener("submit", stay, true);
  } };
})()`;

/** React is there: it hears of what was typed before. */
export function reactIsHere(): void {
  const { beforeReact } = window as { beforeReact?: BeforeReact };
  beforeReact?.end();
  for (const [field, content] of beforeReact?.typed ?? []) enter(field, content);
  beforeReact?.typed.clear();
}

/**
 * As a person would. React takes what it finds in a field for known and ignores events that bring the same again; it
 * watches what scripts set by a setter of its own on the field, so something else is set by that first.
 */
function enter(field: Field, content: string | boolean): void {
  if (typeof content === "boolean") {
    (field as HTMLInputElement).checked = !content;
    field.click();
    return;
  }
  // Of a file nothing may be set by a script, and React believes its event.
  if (field.type === "file") {
    field.dispatchEvent(new Event("change", { bubbles: true }));
    return;
  }
  field.value = content === "" ? " " : "";
  const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field) as object, "value")!;
  set!.call(field, content);
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
}
