import { RemixBrowser } from "@remix-run/react";
import { startTransition, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { askingAgain } from "#app/components/silence.ts";

// App Bridge's own fetch, with the session token, is in place before: its script is the first of the page.
window.fetch = askingAgain(window.fetch.bind(window));

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <RemixBrowser />
    </StrictMode>,
  );
});
