let follow = () => {};
let links = [];
let currentPath = "";

/** `listener` gets the address of every link of the app's menu that is followed. */
export function onAppLink(listener) {
  follow = listener;
}

/** Puts the app's own links under its name in the navigation. */
export function setAppLinks(data, next) {
  links = next;
  const list = document.getElementById("app-links");
  list.replaceChildren(
    ...links
      .filter((link) => !link.home)
      .map((link) => {
        const item = document.createElement("li");
        const anchor = document.createElement("a");
        anchor.textContent = link.label;
        anchor.href = data.appPath + link.href;
        anchor.dataset.appHref = link.href;
        item.append(anchor);
        return item;
      }),
  );
  const home = links.find((link) => link.home);
  const name = document.getElementById("app-home");
  if (home) name.dataset.appHref = home.href;
  markCurrent();
}

/** The admin's address bar follows the app's path. */
export function setPath(data, path, title) {
  currentPath = path;
  const shown = data.appPath + (path === "/" ? "" : path);
  if (location.pathname + location.search + location.hash !== shown) history.replaceState(null, "", shown);
  document.title = title ? `${title} · ${data.shopName}` : `${data.appName} · ${data.shopName}`;
  markCurrent();
}

function markCurrent() {
  const path = currentPath.split(/[?#]/)[0];
  const own = links.filter((link) => !link.home).map((link) => link.href.split(/[?#]/)[0]);
  const current = own
    .filter((href) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.length - a.length)[0];
  for (const anchor of document.querySelectorAll("#app-links a")) {
    if (anchor.dataset.appHref.split(/[?#]/)[0] === current) anchor.setAttribute("aria-current", "page");
    else anchor.removeAttribute("aria-current");
  }
  const home = document.getElementById("app-home");
  home.classList.toggle("current", current === undefined);
}

document.addEventListener("click", (event) => {
  const anchor = event.target.closest("a[data-app-href]");
  if (!anchor || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  document.body.classList.remove("navigation-open");
  Promise.resolve(follow(anchor.dataset.appHref)).catch(() => {});
});
