// What a key means in an item: pure functions, no page.
//
// A state is {text, fresh, pending}: `fresh` until the first key after the item got the focus,
// `pending` the code that the last key ticked and that a further digit may still make longer.

const MARKS = ["t", "?", "v", "o", "x"];
const SEPARATORS = ["|", "/", "-", ",", "."];

// Returns the codes that a text ticks, or none if it is no text of codes and letters.
export function codesOf(text, boxes) {
  const codes = [];
  for (const word of text.toLowerCase().split(/[|/;,\s]+/).filter(Boolean)) {
    const named = boxes.find((box) => box.code === word);
    const lettered = [...word].map((letter) => boxes.find((box) => box.letter === letter));
    if (named) codes.push(named.code);
    else if (lettered.every(Boolean)) codes.push(...lettered.map((box) => box.code));
    else return [];
  }
  return codes;
}

export function isMark(text) {
  return MARKS.includes(text);
}

// Tells whether nothing more can be meant, so that the next item may have the focus.
export function isWhole(item, text) {
  switch (item.keying) {
    case "one":
      return isWholeOne(item.boxes, text);
    case "count":
      return isMark(text) || (/^\d+$/.test(text) && text.length === item.digits);
    case "day":
      return isMark(text) || /^\d{8}$/.test(text) || /^\d{4}-\d{2}-\d{2}$/.test(text);
    default:
      return false;
  }
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
    case "count":
    case "day":
      return pressDigits(item, state, key.toLowerCase(), today);
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
  const longer = state.pending + key;
  if (state.pending && item.boxes.some((box) => box.code === longer)) {
    toggle(ticked, state.pending);
    toggle(ticked, longer);
    return { text: composed(item, ticked) };
  }
  const box = item.boxes.find((one) => one.code === key || one.letter === key);
  if (!box) return { unknown: true };
  toggle(ticked, box.code);
  const grows = item.boxes.some((one) => one.code !== key && one.code.startsWith(key));
  return { text: composed(item, ticked), pending: grows ? key : "" };
}

function pressDigits(item, state, key, today) {
  const empty = state.fresh || state.text === "";
  if (empty && isMark(key)) return { text: key };
  if (item.keying === "day" && key === "i" && empty) return { text: today };
  return null;
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
