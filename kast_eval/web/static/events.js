// Turns the pages of the events with the arrows, where nothing is being typed.

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.target.closest("input, select, textarea, .table-room")) return;
  const link = { ArrowRight: "#older", ArrowLeft: "#newest" }[event.key];
  const found = link && document.querySelector(link);
  if (!found) return;
  event.preventDefault();
  found.click();
});
