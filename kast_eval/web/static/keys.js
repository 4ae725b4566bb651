// A button with a key of its own, where nothing is typed.

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, textarea, select")) return;
  document.querySelector(`main [data-key="${CSS.escape(event.key.toLowerCase())}"]`)?.click();
});
