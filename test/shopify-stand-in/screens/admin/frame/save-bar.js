import { confirmDialog } from "./dialog.js";

let bar = null;
let tellApp = null;
const element = document.getElementById("save-bar");
const saveButton = element?.querySelector("[data-press=save]");
const discardButton = element?.querySelector("[data-press=discard]");

export const isUnsaved = () => bar !== null;

/** Shows the bar, or hides it when it is the one shown. */
export function showSaveBar(next, tell) {
  if (!next.open) {
    if (bar?.key === next.key) resetSaveBar();
    return;
  }
  bar = next;
  tellApp = tell;
  dress(saveButton, next.save, "Save");
  dress(discardButton, next.discard, "Discard");
  element.hidden = false;
  document.body.classList.add("unsaved");
}

export function resetSaveBar() {
  bar = null;
  element.hidden = true;
  document.body.classList.remove("unsaved");
}

/** Resolves when nothing is unsaved or the person agrees to lose it; rejects when they stay. */
export async function confirmLeaving() {
  if (!bar) return;
  const leave = await confirmDialog({
    title: "Leave page with unsaved changes?",
    text: "Leaving this page will delete all unsaved changes.",
    yes: "Leave page",
    no: "Stay",
    critical: true,
  });
  if (!leave) throw new Error("The person stays on the page.");
  resetSaveBar();
}

function dress(button, described, label) {
  button.textContent = label;
  button.disabled = Boolean(described?.disabled || described?.loading);
  button.setAttribute("aria-busy", String(Boolean(described?.loading)));
}

saveButton?.addEventListener("click", () => tellApp("saveBarPress", { key: bar.key, which: "save" }));
discardButton?.addEventListener("click", async () => {
  const { key, confirmDiscard } = bar;
  if (confirmDiscard) {
    const discard = await confirmDialog({
      title: "Discard all unsaved changes",
      text: "If you discard changes, you’ll delete any edits you made since you last saved.",
      yes: "Discard changes",
      no: "Continue editing",
      critical: true,
    });
    if (!discard) return;
  }
  tellApp("saveBarPress", { key, which: "discard" });
});
