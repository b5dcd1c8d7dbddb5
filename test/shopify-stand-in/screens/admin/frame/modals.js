import { openDialog } from "./dialog.js";

const open = new Map();

/** Opens, changes or closes the dialog of one of the app's modals. */
export function setModal(modal, { appOrigin, modalPath, signedQuery }, tell) {
  const current = open.get(modal.key);
  if (!modal.open) {
    current?.dialog.finish("by the app");
    return;
  }
  const buttons = modal.buttons.map((button, index) => ({
    ...button,
    onPress: () => tell("modalPress", { key: modal.key, index }),
  }));
  if (current) {
    current.heading.textContent = modal.title;
    current.dialog.setButtons(buttons);
    return;
  }
  const frame = document.createElement("iframe");
  frame.name = modal.key;
  frame.title = modal.title;
  if (modal.src) {
    const url = new URL(modal.src, appOrigin);
    for (const [name, value] of new URLSearchParams(signedQuery)) url.searchParams.set(name, value);
    frame.src = url;
    frame.className = "page";
  } else {
    frame.src = appOrigin + modalPath;
  }
  frame.addEventListener("load", () => tell("modalReady", { key: modal.key }), { once: true });
  const entry = openDialog({
    title: modal.title,
    body: frame,
    buttons: [...buttons].reverse(),
    className: `app-modal ${modal.variant}`,
  });
  open.set(modal.key, { ...entry, frame });
  entry.closed.then((how) => {
    open.delete(modal.key);
    if (how !== "by the app") tell("modalClosed", { key: modal.key });
  });
}

export function setModalHeight({ key, height }) {
  const entry = open.get(key);
  if (entry) entry.frame.style.height = `${height}px`;
}

export function closeModals() {
  for (const { dialog } of open.values()) dialog.finish("by the app");
}
