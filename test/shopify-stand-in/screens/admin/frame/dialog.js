/**
 * A dialog over the whole admin. The browser keeps the focus inside and gives it back afterwards.
 * Resolves with the value of the button that closed it, undefined when it was dismissed.
 */
export function openDialog({ title, body, buttons, className = "" }) {
  const dialog = document.createElement("dialog");
  dialog.className = `dialog ${className}`;
  dialog.setAttribute("aria-label", title);
  const head = document.createElement("header");
  const heading = document.createElement("h2");
  heading.textContent = title;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.setAttribute("aria-label", "Close");
  close.textContent = "×";
  head.append(heading, close);
  const content = document.createElement("div");
  content.className = "content";
  content.append(body);
  const foot = document.createElement("footer");
  dialog.append(head, content, foot);
  document.body.append(dialog);

  const closed = new Promise((resolve) => {
    const finish = (value) => {
      dialog.remove();
      resolve(value);
    };
    const setButtons = (list) => {
      foot.hidden = list.length === 0;
      foot.replaceChildren(
        ...list.map((item) => {
          const element = document.createElement("button");
          element.type = "button";
          element.textContent = item.label;
          element.disabled = Boolean(item.disabled || item.loading);
          element.className = [item.primary && "primary", item.critical && "critical"]
            .filter(Boolean)
            .join(" ");
          element.addEventListener("click", () => (item.onPress ? item.onPress() : finish(item.value)));
          return element;
        }),
      );
    };
    dialog.setButtons = setButtons;
    dialog.finish = finish;
    setButtons(buttons);
    close.addEventListener("click", () => finish(undefined));
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      finish(undefined);
    });
  });
  // The browser would choose the close button.
  if (!dialog.querySelector("[autofocus]")) foot.querySelector("button")?.setAttribute("autofocus", "");
  dialog.showModal();
  return { dialog, heading, closed };
}

/** A question with two answers; true for the primary one. */
export async function confirmDialog({ title, text, yes, no, critical = false }) {
  const body = document.createElement("p");
  body.textContent = text;
  const { closed } = openDialog({
    title,
    body,
    buttons: [
      { label: no, value: false },
      { label: yes, value: true, primary: true, critical },
    ],
  });
  return (await closed) === true;
}
