// A conversation sheet says when it is about to close, and one that was left is empty, also if the
// browser keeps the page for going back.

const { closed, seconds } = document.querySelector("[data-closed]").dataset;
const SOON = 30;

function close() {
  location.replace(closed);
}

addEventListener("pagehide", () => document.querySelector("main").replaceChildren());
addEventListener("pageshow", (event) => {
  if (event.persisted) close();
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});

// Whoever signs out or locks the screen in another tab is done here, too.
for (const [channel, ends] of [
  ["kast signed out", "signed out"],
  ["kast lock", "locked"],
]) {
  new BroadcastChannel(channel).addEventListener("message", ({ data }) => {
    if (data === ends) close();
  });
}

const soon = document.querySelector(".conversation__soon");
if (soon) {
  const said = soon.querySelector("[role=status]");
  const words = said.textContent;
  // What reads pages aloud tells of words that come, and not of words that are uncovered.
  said.textContent = "";
  setTimeout(() => {
    soon.classList.add("is-soon");
    said.textContent = words;
  }, Math.max(seconds - SOON, 0) * 1000);
}

const paper = document.querySelector("#print");
if (paper) {
  paper.hidden = false;
  paper.addEventListener("click", () => print());
  paper.focus();
}
