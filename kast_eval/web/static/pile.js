// The next sheet of a pile: the code, Enter; where there is a number, the next one is proposed.

const code = document.querySelector("#client_code");
const number = document.querySelector("#number");
const numbers = JSON.parse(code.form.dataset.numbers);
const WHOLE_CODE = /^[a-z]{2}[\s-]?\d{4}[\s-]?[a-z]$/i;

code.addEventListener("input", () => {
  if (!number || !WHOLE_CODE.test(code.value.trim())) return;
  number.value = numbers[code.value.replaceAll(/[\s-]/g, "").toUpperCase()] ?? "";
  number.select();
});
// A reader of labels ends the code with Enter.
code.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !number || number.value.trim()) return;
  event.preventDefault();
  number.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelector("[data-out]").click();
});
