// One item on the page: its field, its boxes, whether the form leads past it.

import { codesOf, isMark, longerCodes } from "./grammar.js";

export class Item {
  constructor(input) {
    this.input = input;
    this.root = input.closest(".item");
    this.keying = input.dataset.keying;
    this.name = input.id.replace("text_", "");
    this.drawn = [...this.root.querySelectorAll(".box")];
    this.boxes = this.drawn.filter((box) => box.dataset.letter).map((box) => ({ code: box.dataset.code, letter: box.dataset.letter }));
    this.note = this.root.querySelector(".note");
    this.fresh = true;
    this.pending = "";
    this.skipped = false;
    this.paint();
  }

  get text() {
    return this.input.value.trim();
  }

  set text(text) {
    this.input.value = text;
    this.paint();
  }

  get ticked() {
    return this.boxes.length ? codesOf(this.text, this.boxes, this.root.matches(".item--ruler")) : [];
  }

  // Returns what conditions on this item are held against, as the dataset's first column has it.
  get value() {
    const ticked = this.ticked;
    if (!ticked.length || isMark(this.text)) return null;
    return this.keying === "several" ? String(Number(ticked.includes("1"))) : ticked.length === 1 ? ticked[0] : null;
  }

  paint() {
    const ticked = isMark(this.text) ? [this.text.toLowerCase()] : this.ticked;
    for (const box of this.drawn) box.classList.toggle("ticked", ticked.includes(box.dataset.code));
    this.root.classList.toggle("pending", longerCodes(this, this.text).length > 0);
    const signs = /^[\d-]*$/.test(this.text) ? this.text.replaceAll("-", "") : "";
    const digits = [...this.root.querySelectorAll(".digit")];
    const first = this.keying === "count" ? Math.max(0, digits.length - signs.length) : 0;
    digits.forEach((digit, place) => {
      digit.textContent = signs.length > digits.length ? "" : (signs[place - first] ?? "");
    });
  }

  // Tells whether the form leads past the item, given the items before it by their names.
  isSkipped(earlier, personType) {
    const { onlyIf, onlyValues, writeInFor, writeInCode } = this.input.dataset;
    if (writeInFor) return !earlier.get(writeInFor).ticked.includes(writeInCode);
    if (!onlyIf) return false;
    const asked = earlier.get(onlyIf);
    const value = asked ? asked.value : personType;
    if (asked && value === null) return asked.skipped && asked.text === "";
    return Boolean(value) && !onlyValues.split(" ").includes(value);
  }

  focus() {
    this.input.focus({ preventScroll: true });
    this.input.select();
    const { top, bottom } = this.root.getBoundingClientRect();
    if (top < innerHeight * 0.15 || bottom > innerHeight * 0.75) this.root.scrollIntoView({ block: "center" });
  }

  openNote() {
    this.note.open = true;
    this.note.querySelector("input").focus();
  }
}
