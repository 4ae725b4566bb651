// A page that waits asks how far the work has come, and shows what came of it when it is done.

const place = document.getElementById("waiting");
const EVERY = 1500;

async function ask() {
  let answer;
  try {
    answer = await fetch(location.href, { cache: "no-store" });
  } catch {
    // The program may be starting again: it is asked once more.
    setTimeout(ask, EVERY);
    return;
  }
  const shown = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = shown.getElementById("waiting");
  if (!answer.ok || !now) {
    location.reload();
    return;
  }
  if (now.textContent !== place.textContent) {
    place.replaceChildren(...now.childNodes);
  }
  setTimeout(ask, EVERY);
}

setTimeout(ask, EVERY);
