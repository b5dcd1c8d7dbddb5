/**
 * What Shopify adds to the address by which it opens the app is gone after the first step inside of it. The browser
 * asks for a whole page without it when a link is pressed before the scripts are there, and when the router reloads
 * after a deployment; the library sends such a request to the login page, as if somebody came from elsewhere. So each
 * tab keeps what was added, and the login page finds the way back with it.
 * https://github.com/Shopify/shopify-app-js/pull/3216 does the like for React Router, not for Remix.
 */
const key = "shipsby-opened-by";

/** Runs in the head of every page inside of Shopify. */
export const keepOpening = `(() => {
  const query = new URLSearchParams(location.search), kept = new URLSearchParams({ embedded: "1" });
  for (const name of ["shop", "host"]) {
    if (!query.get(name)) return;
    kept.set(name, query.get(name));
  }
  try { sessionStorage.setItem("${key}", kept); } catch {}
})()`;

/** The address of the login page that leads back to an admin page. */
export const loginThen = ({ pathname, search }: URL) =>
  `/auth/login?then=${encodeURIComponent(pathname + search)}`;

/** Runs on the login page; does nothing for who was not inside of Shopify in this tab. */
export const goBack = `(() => {
  try {
    const kept = sessionStorage.getItem("${key}"), asked = new URLSearchParams(location.search).get("then");
    if (!kept || !asked) return;
    const then = new URL(asked, location.origin);
    if (then.origin !== location.origin || then.searchParams.has("host")) return;
    for (const [name, value] of new URLSearchParams(kept)) then.searchParams.set(name, value);
    document.documentElement.hidden = true;
    location.replace(then);
  } catch {}
})()`;
