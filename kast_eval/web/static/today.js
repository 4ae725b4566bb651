// Opens a sheet with a few keys: the code, the letter, the number, Enter.

const code = document.querySelector("#client_code");
const letter = document.querySelector("#form");
const session = document.querySelector("#session_no");
const field = document.querySelector("#session_field");
const WHOLE_CODE = /^[a-z]{2}[\s-]?\d{4}[\s-]?[a-z]$/i;

function lists(name, chosen) {
  return letter.dataset[name].split(" ").includes(chosen);
}

function paint() {
  const chosen = letter.value.trim().toUpperCase();
  for (const one of document.querySelectorAll("[data-letter]")) {
    one.classList.toggle("chosen", one.dataset.letter === chosen);
  }
  field.hidden = lists("letters", chosen) && !lists("numbered", chosen);
}

function choose() {
  paint();
  if (lists("numbered", letter.value.trim().toUpperCase())) session.select();
}

code.addEventListener("input", () => {
  if (WHOLE_CODE.test(code.value.trim())) letter.select();
});
letter.addEventListener("input", choose);
for (const one of document.querySelectorAll("[data-letter]")) {
  one.addEventListener("click", () => {
    letter.value = one.dataset.letter;
    letter.focus();
    choose();
  });
}
paint();
