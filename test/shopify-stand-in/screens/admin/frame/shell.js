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

// A click elsewhere closes the clock, also one into the app's frame.
const clock = document.querySelector(".clock");
const closeClock = () => clock?.removeAttribute("open");
addEventListener("blur", closeClock);
document.addEventListener("click", (event) => {
  if (!clock?.contains(event.target)) closeClock();
});
