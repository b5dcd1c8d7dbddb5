import { useEffect, useRef, useState } from "react";

/**
 * First in a form that a button turned into: the focus goes to its first field, or to all of it where there is only
 * something to read. Escape closes it, and then the focus is back on the button.
 */
export function InPlace({ close }: { close: () => void }) {
  const mark = useRef<HTMLSpanElement>(null);
  const closing = useRef(close);
  // Asked before the button goes, and by its name: afterwards another one stands there.
  const [opener] = useState(nameOfFocused);
  useEffect(() => {
    closing.current = close;
  });
  useEffect(() => {
    const form = mark.current?.parentElement;
    if (!form || opener === null) return;
    const around = placesAround(form);
    const escape = (event: KeyboardEvent) => {
      if (event.key === "Escape") closing.current();
    };
    form.tabIndex = -1;
    (form.querySelector<HTMLElement>(fields) ?? form).focus();
    form.addEventListener("keydown", escape);
    return () => {
      form.removeEventListener("keydown", escape);
      // Whoever went elsewhere meanwhile stays there.
      if (document.activeElement === document.body) buttonNamed(opener, around)?.focus();
    };
  }, [opener]);
  return <span ref={mark} hidden />;
}

const fields = "input:not([type=hidden]), select, textarea";

/** Null on the server, and for who opened it without the focus on a button: then it stays where it is. */
function nameOfFocused(): string | null {
  const focused = typeof document === "undefined" ? null : document.activeElement;
  return focused?.tagName === "BUTTON" ? nameOf(focused) : null;
}

const nameOf = (button: Element) => button.getAttribute("aria-label") ?? button.textContent;

/** All that a form stands in, innermost first, up to its page. */
function placesAround(form: HTMLElement): HTMLElement[] {
  const { parentElement } = form;
  if (!parentElement) return [];
  return parentElement.matches(".Polaris-Page")
    ? [parentElement]
    : [parentElement, ...placesAround(parentElement)];
}

function buttonNamed(name: string, places: HTMLElement[]): HTMLElement | undefined {
  const there = places.flatMap((place) => (place.isConnected ? [...place.querySelectorAll("button")] : []));
  return there.find((button) => nameOf(button) === name);
}
