// What is told before a save: what has no answer, what is skipped, what has a reason.

import { isMark } from "./grammar.js";

export function unansweredOf(items) {
  return items.filter((item) => item.keying !== "words" && !item.text && !item.skipped);
}

export function paintSummary(items) {
  const asked = items.filter((item) => item.keying !== "words");
  const unanswered = unansweredOf(items);
  list("unanswered", unanswered);
  list("answered_anyway", asked.filter((item) => item.text && !isMark(item.text) && item.skipped));
  list("reasons", asked.filter((item) => isMark(item.text)));
  list("skipped", asked.filter((item) => !item.text && item.skipped));
  document.querySelector("[data-list=complete]").hidden = unanswered.length > 0;
  document.querySelector("[data-summary]").hidden = false;
}

function list(name, items) {
  const line = document.querySelector(`[data-list=${name}]`);
  line.hidden = items.length === 0;
  const links = items.flatMap((item, place) => (place ? [", ", link(item)] : [link(item)]));
  line.querySelector("span").replaceChildren(...links);
}

function link(item) {
  const anchor = document.createElement("a");
  anchor.href = `#${item.input.id}`;
  anchor.textContent = item.input.dataset.name;
  return anchor;
}
