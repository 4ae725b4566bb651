// Opens a sheet with a few keys: the code, the letter, the number, Enter; or the arrows and Enter.

const code = document.querySelector("#client_code");
const letter = document.querySelector("#form");
const number = document.querySelector("#number");
const field = document.querySelector("#number_field");
const label = field.querySelector("label");
const hint = document.querySelector("#number_hint");
const forms = [...document.querySelectorAll("[data-letter]")];
const expected = [...document.querySelectorAll("[data-of]")];
const nextSessions = JSON.parse(code.form.dataset.next);
const anyNumber = label.textContent;
const WHOLE_CODE = /^[a-z]{2}[\s-]?\d{4}[\s-]?[a-z]$/i;

function chosen() {
  const typed = letter.value.trim().toUpperCase();
  return forms.find((one) => one.dataset.letter === typed);
}

function client() {
  return code.value.replaceAll(/[\s-]/g, "").toUpperCase();
}

function paint() {
  const form = chosen();
  for (const one of forms) one.classList.toggle("chosen", one === form);
  field.hidden = Boolean(form) && !form.dataset.number;
  label.textContent = (form && form.dataset.number) || anyNumber;
  hint.hidden = Boolean(form);
}

// The list is in the order of urgency: the first form of a client is the one that is proposed.
function proposed(sign) {
  return expected.find((one) => one.dataset.code === client() && (!sign || one.dataset.form === sign));
}

// What is proposed is selected, so that another letter or number takes its place at once.
function propose() {
  const first = proposed();
  letter.value = first ? first.dataset.form : "";
  number.value = first ? first.dataset.of : "";
  paint();
  letter.select();
}

function proposeNumber() {
  const form = chosen();
  const one = proposed(form.dataset.letter);
  const next = form.dataset.timing === "session" ? (nextSessions[client()] ?? "") : "";
  number.value = one ? one.dataset.of : next;
}

function choose() {
  paint();
  if (!chosen() || !chosen().dataset.number) return;
  proposeNumber();
  number.select();
}

code.addEventListener("input", () => {
  if (WHOLE_CODE.test(code.value.trim())) propose();
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

// --- The list -----------------------------------------------------------------------------------

function lines() {
  return [...document.querySelectorAll(".due__open")].filter((one) => one.checkVisibility());
}

function step(from, by) {
  const all = lines();
  const next = from === code ? 0 : all.indexOf(from) + by;
  if (next < 0) code.focus();
  else all[Math.min(next, all.length - 1)]?.focus();
}

document.addEventListener("keydown", (event) => {
  const line = event.target.closest(".due__line");
  const at = line?.querySelector(".due__open") ?? event.target;
  if (at !== code && !line) return;
  const arrows = { ArrowDown: 1, ArrowUp: -1 };
  if (arrows[event.key] && !(at === code && event.key === "ArrowUp")) {
    event.preventDefault();
    step(at, arrows[event.key]);
  } else if (line && event.key === "Escape") code.focus();
  else if (line && !event.ctrlKey && !event.altKey && !event.metaKey) {
    line.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`)?.click();
  }
});

// --- The keys that work now ----------------------------------------------------------------------

const strip = document.querySelector(".keys");

function showKeys(kind) {
  for (const line of strip.querySelectorAll("[data-keys]")) line.hidden = line.dataset.keys !== kind;
}

document.addEventListener("focusin", (event) => showKeys(event.target.closest(".due__line") ? "line" : "open"));
strip.hidden = false;
showKeys("open");
