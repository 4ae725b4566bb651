// Shows that a starter kit is being made, and takes only one order at a time.

const form = document.querySelector("#kit");
const button = form.querySelector("button");
const bar = form.querySelector("progress");
const said = form.querySelector("[role=status]");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (button.disabled) return;
  button.disabled = true;
  bar.hidden = false;
  said.textContent = form.dataset.making;
  let answer = null;
  try {
    answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  } catch {
    // The page of the browser itself tells that the program does not answer.
  }
  if (answer?.ok) {
    keep(await answer.blob());
    said.textContent = form.dataset.made;
  } else form.submit();
  bar.hidden = true;
  button.disabled = false;
});

function keep(kit) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(kit);
  link.download = form.dataset.file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
