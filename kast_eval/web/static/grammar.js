// What a key means in an item: pure functions, no page.
//
// A state is {text, fresh, pending}: `fresh` until the first key after the item got the focus,
// `pending` the key that ticked last where there are several ticks.

const MARKS = ["t", "?", "v", "o", "x"];
export const SEPARATORS = ["|", "/", "-", ",", "."];

// Returns the codes that a text ticks in print order, or none if the program would refuse the text.
// It is the grammar of `kast_eval.kinds`, and a test holds the two against each other.
export function codesOf(text, boxes, ruler = false) {
  const written = text.normalize("NFKC").toLowerCase().trim().replaceAll(/\s+/g, " ");
  if (ruler && /[.,]/.test(written)) return between(written, boxes);
  const span = ruler && /^(\d{1,4}) ?(?:-|–|—|till|to) ?(\d{1,4})$/.exec(written);
  const words = span && Number(span[1]) <= Number(span[2]) ? span.slice(1) : written.split(/[|/;,\s]+/).filter(Boolean);
  const codes = words.flatMap((word) => codesOfWord(word, boxes));
  if (codes.includes(undefined) || new Set(codes).size < codes.length) return [];
  return boxes.map((box) => box.code).filter((code) => codes.includes(code));
}

function codesOfWord(word, boxes) {
  if (boxes.some((box) => box.code === word)) return [word];
  return [...word].map((letter) => boxes.find((box) => box.letter === letter)?.code);
}

// A comma or a point on a ruler is a mark between two boxes, «7,5», and nothing else.
function between(written, boxes) {
  const half = /^(\d{1,2})[.,]50*$/.exec(written);
  const codes = half ? [Number(half[1]), Number(half[1]) + 1].map(String) : [];
  return codes.every((code) => boxes.some((box) => box.code === code)) ? codes : [];
}

export function isMark(text) {
  return MARKS.includes(text.toLowerCase());
}

// Tells whether nothing more can be meant, so that the next item may have the focus. A text that is
// typed may always go on («15?», «ofta»), and its next sign must not answer the next question.
export function isWhole(item, text) {
  return item.keying === "one" && isWholeOne(item.boxes, text);
}

function isWholeOne(boxes, text) {
  if (isMark(text)) return true;
  const meant = boxes.some((box) => box.code === text || box.letter === text);
  return meant && !boxes.some((box) => box.code !== text && box.code.startsWith(text));
}

// Returns the new state, {unknown: true} for a key that means nothing here, or null where the
// field itself is to take the key.
export function press(item, state, key, today) {
  if (key === "Backspace") return backspace(item, state);
  if (key.length !== 1) return null;
  switch (item.keying) {
    case "one":
      return pressOne(item, state, key.toLowerCase());
    case "several":
      return pressSeveral(item, state, key.toLowerCase());
    case "day":
      return pressDay(state, key.toLowerCase(), today);
    default:
      return null;
  }
}

function backspace(item, state) {
  if (item.keying === "words") return null;
  if (state.fresh || ["one", "several"].includes(item.keying) || isMark(state.text)) return { text: "" };
  return null;
}

function pressOne(item, state, key) {
  if (isMark(key)) return { text: key };
  if (SEPARATORS.includes(key)) return state.text && !isMark(state.text) ? { text: state.text + key } : { unknown: true };
  const open = SEPARATORS.includes(state.text.at(-1)) || (!state.fresh && /[^0-9]/.test(state.text) && !isMark(state.text));
  if (open) return { text: state.text + key, stay: true };
  const longer = state.fresh ? key : state.text + key;
  if (item.boxes.some((box) => box.letter === key)) return { text: key };
  if (item.boxes.some((box) => box.code.startsWith(longer))) return { text: longer };
  return { unknown: true };
}

function pressSeveral(item, state, key) {
  if (isMark(key)) return { text: key, stay: true };
  const ticked = new Set(codesOf(state.text, item.boxes));
  if (key === " ") return { text: composed(item, ticked) };
  const box = item.boxes.find((one) => one.code === key || one.letter === key);
  // «10» would tick the first box and the one for none: a box with two digits has its letter.
  if (!box || (box.code === "0" && state.pending && item.boxes.some((one) => one.code === state.pending + key))) return { unknown: true };
  toggle(ticked, box.code);
  return { text: composed(item, ticked), pending: ticked.has(box.code) ? key : "" };
}

// Today is one key, and whole; everything else of a day or a number is typed.
function pressDay(state, key, today) {
  return key === "i" && (state.fresh || state.text === "") ? { text: today, whole: true } : null;
}

// Tells what may still follow: the rest of each longer code that begins with the text.
export function longerCodes(item, text) {
  if (item.keying !== "one" || !/^\d+$/.test(text)) return [];
  return item.boxes.map((box) => box.code).filter((code) => code !== text && code.startsWith(text));
}

// Returns the text with one box ticked or unticked, as a click does it.
export function clicked(item, text, code) {
  if (item.keying !== "several" || isMark(code)) return code;
  const ticked = new Set(codesOf(text, item.boxes));
  toggle(ticked, code);
  return composed(item, ticked);
}

function toggle(ticked, code) {
  if (!ticked.delete(code)) ticked.add(code);
}

function composed(item, ticked) {
  return item.boxes.map((box) => box.code).filter((code) => ticked.has(code)).join(" ");
}
