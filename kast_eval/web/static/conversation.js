// A conversation sheet that was left is empty, also if the browser keeps the page for going back.

const closed = document.querySelector("[data-closed]").dataset.closed;

addEventListener("pagehide", () => document.querySelector("main").replaceChildren());
addEventListener("pageshow", (event) => {
  if (event.persisted) location.replace(closed);
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape") location.replace(closed);
});
