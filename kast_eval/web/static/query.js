// Answers a question with a few keys: the digit of the answer, words if they are needed, Enter.

const form = document.querySelector("#answer");

form?.addEventListener("keydown", (event) => {
  if (!event.target.matches("[type=radio]") || event.ctrlKey || event.metaKey || event.altKey) return;
  const choice = form.querySelector(`[data-digit="${CSS.escape(event.key)}"]`);
  if (!choice) return;
  event.preventDefault();
  choice.checked = true;
  form.querySelector("#reason").focus();
});
