// Opens a sheet with a few keys: the code, the letter, the number, Enter.

const code = document.querySelector("#client_code");
const letter = document.querySelector("#form");
const number = document.querySelector("#number");
const field = document.querySelector("#number_field");
const label = field.querySelector("label");
const hint = document.querySelector("#number_hint");
const forms = [...document.querySelectorAll("[data-letter]")];
const anyNumber = label.textContent;
const WHOLE_CODE = /^[a-z]{2}[\s-]?\d{4}[\s-]?[a-z]$/i;

function chosen() {
  const typed = letter.value.trim().toUpperCase();
  return forms.find((one) => one.dataset.letter === typed);
}

function paint() {
  const form = chosen();
  for (const one of forms) one.classList.toggle("chosen", one === form);
  field.hidden = Boolean(form) && !form.dataset.number;
  label.textContent = (form && form.dataset.number) || anyNumber;
  hint.hidden = Boolean(form);
}

function choose() {
  paint();
  if (chosen() && chosen().dataset.number) number.select();
}

code.addEventListener("input", () => {
  if (WHOLE_CODE.test(code.value.trim())) letter.select();
});
letter.addEventListener("input", choose);
// A reader of labels ends the code with Enter: what is asked for next is not answered yet.
code.form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || ![code, letter].includes(event.target)) return;
  const next = [letter, number].find((one) => !one.value.trim() && !(one === number && (field.hidden || !chosen())));
  if (!next || next === event.target) return;
  event.preventDefault();
  next.focus();
});
for (const one of forms) {
  one.addEventListener("click", () => {
    letter.value = one.dataset.letter;
    letter.focus();
    choose();
  });
}
paint();
