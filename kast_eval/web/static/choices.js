// One key for each choice, the arrows and Enter, and a way out.

const buttons = [...document.querySelectorAll("[data-choices] button")];

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const chosen = buttons.find((button) => button.dataset.key === event.key);
  if (chosen) chosen.click();
  else if (event.key === "Escape") document.querySelector("[data-out]").click();
  else if (by) {
    event.preventDefault();
    const next = buttons.indexOf(document.activeElement) + by;
    buttons[Math.max(0, Math.min(next, buttons.length - 1))].focus();
  }
});
