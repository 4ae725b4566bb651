// Keys a sheet: hands stay on the keys from the first item to the save.

import { clicked, isMark, isWhole, longerCodes, press, SEPARATORS } from "./grammar.js";
import { Item } from "./item.js";
import { Saving } from "./saving.js";
import { paintSummary } from "./summary.js";

const form = document.querySelector("#entry");
const save = document.querySelector("#save");
const reason = document.querySelector("[data-reason]");
const drafted = document.querySelector("[data-drafted]");
const strip = document.querySelector(".keys");
const items = [...form.querySelectorAll(".key-box")].map((input) => new Item(input));
const byInput = new Map(items.map((item) => [item.input, item]));
const byName = new Map(items.map((item) => [item.name, item]));
const whys = [...form.querySelectorAll(".why")];
const undone = [];
const MODIFIERS = ["Shift", "Control", "Alt", "AltGraph", "Meta"];
// The item that was given a key that it does not have. Until that is seen, further keys are
// refused: hands that run ahead must not put the next answer into the wrong item.
let held = null;
// Whether the last key moved on by itself: a hand that confirms each answer has not seen it yet.
let movedAlone = false;
// The item that the last key answered and left by itself: a sign that joins goes on with its answer.
let left = null;

function refresh() {
  const asked = byName.get("person_type");
  for (const item of items) {
    item.skipped = item.isSkipped(byName, asked ? asked.value : form.dataset.personType);
    item.root.classList.toggle("skipped", item.skipped);
  }
  paintSummary(items);
}

function say(text) {
  document.querySelector("#said").textContent = text;
  document.querySelector("[data-said]").textContent = text;
}

function showKeys(kinds) {
  for (const line of strip.querySelectorAll("[data-keys]")) line.hidden = !kinds.includes(line.dataset.keys);
}

function change(item, text) {
  if (text === item.text) return;
  undone.push([item, item.text]);
  item.text = text;
  refresh();
}

// --- Moving -----------------------------------------------------------------------------------

function forward(item, past) {
  const next = items.slice(items.indexOf(item) + 1).find((one) => !past || !one.skipped);
  if (next) next.focus();
  else finish();
}

function forwardAlone(item) {
  forward(item, true);
  movedAlone = true;
  left = item;
}

// Takes the Enter or Tab that confirms an answer which has moved on by itself. At the save it is no
// confirmation: there it saves, or tells what has no answer.
function isConfirmation(event) {
  const confirms = movedAlone && ["Enter", "Tab"].includes(event.key) && !event.shiftKey && !event.ctrlKey;
  if (!MODIFIERS.includes(event.key)) movedAlone = false;
  return confirms && (event.target !== save || event.key === "Tab");
}

// A draft is gone on with after its last answer.
function goOn() {
  const last = items.findLastIndex((item) => item.text);
  const next = items.slice(last + 1).find((item) => !item.skipped);
  if (next) next.focus();
  else finish();
}

function back(item) {
  items[Math.max(0, items.indexOf(item) - 1)].focus();
}

function finish() {
  const last = reason && !reason.value ? reason : save;
  last.focus({ preventScroll: true });
  document.querySelector("#end").scrollIntoView({ block: "end" });
}

function undo() {
  const last = undone.pop();
  if (!last) return say(form.dataset.sayNothing);
  const [item, text] = last;
  item.text = text;
  refresh();
  item.focus();
  return say(form.dataset.sayUndone);
}

// --- Keys -------------------------------------------------------------------------------------

const MOVES = {
  Enter: (item) => (item.note && !item.note.open && item.text.toLowerCase() === "x" ? item.openNote() : forward(item, true)),
  ArrowDown: (item) => forward(item, false),
  ArrowUp: back,
};

// «5|6» and «7,5» are typed as the manual writes them, though «5» has moved on. In a field that
// takes a dash, such as a number, the dash is the answer there.
function goesOn(item, answered, key) {
  if (answered?.keying !== "one" || isMark(answered.text) || item.text) return false;
  return key === "|" || (SEPARATORS.includes(key) && ["one", "several"].includes(item.keying));
}

function pressItem(event, item, answered) {
  say("");
  if (goesOn(item, answered, event.key)) {
    event.preventDefault();
    answered.focus();
    answer(answered, press(answered, answered, event.key, form.dataset.today));
    return;
  }
  if (MOVES[event.key]) {
    event.preventDefault();
    MOVES[event.key](item);
    return;
  }
  if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) item.fresh = false;
  // The upright stroke takes Alt or AltGr on many keyboards, and is no shortcut.
  if (event.key !== "|" && (event.ctrlKey || event.metaKey || event.altKey)) return;
  const pressed = press(item, item, event.key, form.dataset.today);
  if (!pressed) return;
  event.preventDefault();
  if (pressed.unknown) hold(item, event.key);
  else answer(item, pressed);
}

function hold(item, key) {
  held = item;
  item.root.classList.add("held");
  say(form.dataset.sayUnknown.replace("{key}", key));
}

function release() {
  held?.root.classList.remove("held");
  held = null;
  say("");
}

function pressHeld(event) {
  if (["Backspace", "Escape"].includes(event.key)) {
    event.preventDefault();
    release();
  } else if (!["Tab", ...MODIFIERS].includes(event.key)) event.preventDefault();
}

function answer(item, pressed) {
  change(item, pressed.text);
  item.fresh = false;
  item.pending = pressed.pending ?? "";
  if (pressed.text === "x" && item.note) item.openNote();
  else if (pressed.whole || (!pressed.stay && isWhole(item, pressed.text))) forwardAlone(item);
  else if (item.keying === "several" && isMark(pressed.text)) forwardAlone(item);
  else sayLonger(item);
}

// One that may become ten waits, and says so.
function sayLonger(item) {
  const { sayLonger: longer, sayWhole: whole } = form.dataset;
  const said = longerCodes(item, item.text).map((code) => longer.replace("{key}", code.slice(item.text.length)).replace("{code}", code));
  if (said.length) say([...said, whole.replace("{code}", item.text)].join(", "));
}

function pressOther(event) {
  if (event.key === "Enter" && event.target.matches(".note input")) {
    event.preventDefault();
    forward(byInput.get(event.target.closest(".item").querySelector(".key-box")), true);
  } else if (event.key === "Enter" && event.target === reason) {
    event.preventDefault();
    save.focus();
  } else if (event.key === "ArrowUp" && [save, reason].includes(event.target)) {
    event.preventDefault();
    items.at(-1).focus();
  } else if (["Enter", "ArrowDown"].includes(event.key) && event.target === drafted) {
    event.preventDefault();
    goOn();
  } else if (event.key === "Enter" && event.target.matches(".why *")) {
    event.preventDefault();
    save.focus();
  } else if (event.target.matches("[data-focus]")) pressTold(event);
}

// Why doubts are kept: a digit chooses for all of them, and only *other* has words beside it.
function paintWhy(why) {
  const [chosen, words] = why.children;
  words.hidden = chosen.value !== "other";
}

function chooseWhy(place) {
  for (const why of whys) {
    why.firstElementChild.selectedIndex = place;
    paintWhy(why);
  }
  const words = whys.map((why) => why.lastElementChild).find((input) => !input.hidden);
  if (words) words.focus();
}

function pressTold(event) {
  const place = Number(event.key) - 1;
  if (whys.length && whys[0].firstElementChild.options[place]) {
    event.preventDefault();
    chooseWhy(place);
  } else if (["Enter", "ArrowDown"].includes(event.key)) {
    event.preventDefault();
    (items.find((item) => item.root.matches(".item--error, .item--doubt")) ?? items[0]).focus();
  }
}

// What the manual says about the item, beside the sheet that is being keyed.
function openManual(event) {
  event.preventDefault();
  const box = event.target.closest(".item")?.querySelector(".key-box");
  if (box) open(box.dataset.manual, "_blank", "noopener");
}

form.addEventListener("keydown", (event) => {
  const item = byInput.get(event.target);
  const answered = left;
  if (!MODIFIERS.includes(event.key)) left = null;
  // A key that is held down must not run to the end and save.
  if (event.key === "Enter" && event.repeat) event.preventDefault();
  else if (event.key === "F1") openManual(event);
  else if (!held && isConfirmation(event)) {
    event.preventDefault();
    say(form.dataset.sayMoved);
  }
  else if (held) pressHeld(event);
  else if (event.key === "F9" || (event.key === "Enter" && event.ctrlKey)) {
    event.preventDefault();
    form.requestSubmit(save);
  } else if (event.ctrlKey && event.key.toLowerCase() === "z" && (item || event.target === save)) {
    event.preventDefault();
    undo();
  } else if (item) pressItem(event, item, answered);
  else pressOther(event);
});

// What the field took itself: numbers, words, what was pasted, a telephone's keyboard.
let before = "";
form.addEventListener("beforeinput", (event) => {
  before = event.target.value.trim();
});
form.addEventListener("input", (event) => {
  const item = byInput.get(event.target);
  if (!item) return;
  if (item.fresh) undone.push([item, before]);
  item.fresh = false;
  item.paint();
  refresh();
  if (event.inputType?.startsWith("insert") && isWhole(item, item.text)) forwardAlone(item);
});

// --- Focus and clicks -------------------------------------------------------------------------

form.addEventListener("focusin", (event) => {
  if (held && !held.root.contains(event.target)) release();
  const item = byInput.get(event.target);
  for (const one of items) one.root.classList.toggle("current", one.root.contains(event.target));
  if (item) {
    item.fresh = true;
    item.pending = "";
    item.input.select();
    showKeys([item.keying, "move", item.keying === "words" ? "" : "marks"]);
  } else if (drafted?.contains(event.target)) showKeys(["draft"]);
  else if (event.target.matches(".note input")) showKeys(["note"]);
  else if (event.target.matches("[data-focus]")) showKeys(["told"]);
  else showKeys(event.target === save ? ["save"] : ["move"]);
});

form.addEventListener("mousedown", (event) => {
  movedAlone = false;
  const box = event.target.closest(".box");
  if (!box) return;
  event.preventDefault();
  const item = byInput.get(box.closest(".item").querySelector(".key-box"));
  release();
  change(item, clicked(item, item.text, box.dataset.code));
  item.focus();
  item.fresh = false;
});

for (const why of whys) {
  paintWhy(why);
  why.addEventListener("change", () => paintWhy(why));
}
document.documentElement.classList.add("scripted");
strip.hidden = false;
refresh();
new Saving(form, items, say);
const told = form.querySelector("[data-focus]");
if (told) {
  told.focus();
  showKeys(["told"]);
} else if (drafted) drafted.focus();
else items[0].focus();
