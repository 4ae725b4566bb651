// Decides differences with a key each: 1, 2 or 3, then the reason, Enter, and the next one.

const form = document.querySelector("#differences");
const save = document.querySelector("#save");
const all = [...form.querySelectorAll("[data-difference]")];

const radios = (one) => [...one.querySelectorAll("input[type=radio]")];
const texts = (one) => [...one.querySelectorAll("input:not([type=radio])")];

function next(one) {
  const following = all[all.indexOf(one) + 1];
  if (following) (radios(following).find((radio) => radio.checked) || radios(following)[0]).focus();
  else save.focus();
}

function choose(one, key) {
  const radio = radios(one).find((each) => each.value === key);
  if (!radio) return false;
  radio.checked = true;
  const [other, reason] = texts(one);
  (key === "3" ? other : reason).focus();
  return true;
}

form.addEventListener("keydown", (event) => {
  if (event.key === "F9") {
    event.preventDefault();
    form.requestSubmit(save);
    return;
  }
  const one = event.target.closest("[data-difference]");
  if (!one || event.ctrlKey || event.metaKey || event.altKey) return;
  const [other, reason] = texts(one);
  if (event.target.type === "radio" && choose(one, event.key)) event.preventDefault();
  else if (event.key === "Enter") {
    event.preventDefault();
    if (event.target === reason) next(one);
    else if (event.target === other || radios(one).some((radio) => radio.checked)) reason.focus();
  }
});
for (const one of all) {
  const [other] = texts(one);
  other.addEventListener("input", () => {
    radios(one)[2].checked = true;
  });
}
