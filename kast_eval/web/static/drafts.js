// Sends what is typed to the server's draft, so that closing the window loses nothing.

const PAUSE = 700;
const PAUSE_AFTER_FAULT = 10_000;

export class Drafts {
  constructor(form, { isNew }) {
    this.form = form;
    this.line = document.querySelector("[data-draft-line]");
    this.address = form.dataset.draft;
    this.failed = false;
    this.ended = false;
    // A page that came back with errors holds what no draft may have.
    this.kept = isNew ? this.typed() : null;
    if (!this.address) return;
    for (const kind of ["input", "keyup", "click"]) form.addEventListener(kind, () => this.wait());
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => document.hidden && this.leave());
    if (!isNew) this.wait();
  }

  typed() {
    const inputs = [...this.form.querySelectorAll("input:not([type=hidden])")];
    return JSON.stringify(inputs.map((input) => input.value));
  }

  // Tells whether nothing would be lost with the window.
  get holds() {
    return Boolean(this.address) && !this.failed;
  }

  wait(pause = PAUSE) {
    clearTimeout(this.timer);
    if (!this.ended && this.typed() !== this.kept) this.timer = setTimeout(() => this.send(), pause);
  }

  // What is saved is no draft any more.
  end() {
    this.ended = true;
    clearTimeout(this.timer);
  }

  resume() {
    this.ended = false;
    this.wait();
  }

  body() {
    return new URLSearchParams(new FormData(this.form));
  }

  async send() {
    if (this.sending) {
      this.wait();
      return;
    }
    const typed = this.typed();
    this.sending = true;
    try {
      const answer = await fetch(this.address, { method: "POST", body: this.body() });
      this.failed = !answer.ok;
      if (answer.ok) {
        this.kept = typed;
        this.line.textContent = await answer.text();
      }
    } catch {
      this.failed = true;
    }
    this.sending = false;
    if (this.failed) this.line.textContent = this.form.dataset.sayNotDrafted;
    this.wait(this.failed ? PAUSE_AFTER_FAULT : PAUSE);
  }

  // The last keys go on their way although the page goes.
  leave() {
    if (this.ended || !this.holds || this.typed() === this.kept) return;
    if (navigator.sendBeacon(this.address, this.body())) this.kept = this.typed();
  }
}
