// A conversation sheet says when it is about to close, and one that was left is empty, also if the
// browser keeps the page for going back.

const { closed, seconds } = document.querySelector("[data-closed]").dataset;
const SOON = 30;

function close() {
  location.replace(closed);
}

function empty() {
  document.querySelector("main").replaceChildren();
}

addEventListener("pagehide", empty);
addEventListener("pageshow", (event) => {
  if (event.persisted) close();
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.body.classList.contains("is-locked")) close();
});

// Whoever signs out in another tab is done here, too.
new BroadcastChannel("kast signed out").addEventListener("message", close);
// The cover of a locked screen stays: a page that went elsewhere could stop what locks it.
new BroadcastChannel("kast lock").addEventListener("message", ({ data }) => {
  if (data === "locked") empty();
  if (data === "unlocked") close();
});

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
