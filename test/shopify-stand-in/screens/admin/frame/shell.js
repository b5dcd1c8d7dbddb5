// On every page of the admin: the navigation folds into a menu on a phone.
const menu = document.getElementById("menu");
menu?.addEventListener("click", () => {
  const open = document.body.classList.toggle("navigation-open");
  menu.setAttribute("aria-expanded", String(open));
});
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !document.body.classList.contains("navigation-open")) return;
  document.body.classList.remove("navigation-open");
  menu.setAttribute("aria-expanded", "false");
  menu.focus();
});
