// Covers a screen that was left, and keeps what is typed on it until the passphrase comes.

const IDLE = 15 * 60_000;
const SEEN_EVERY = 60_000;
const LOOK_EVERY = 5_000;
const SIGNS_OF_LIFE = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"];

class Lock {
  constructor(cover) {
    this.cover = cover;
    this.form = cover.querySelector("form");
    this.password = cover.querySelector("#lock_password");
    this.error = cover.querySelector("#lock_error");
    this.title = document.title;
    this.alive = this.told = Date.now();
    // Work in one tab is work in all of them.
    this.tabs = new BroadcastChannel("kast lock");
    this.tabs.addEventListener("message", ({ data }) => this.heard(data));
    for (const sign of SIGNS_OF_LIFE) addEventListener(sign, () => this.live(), { capture: true, passive: true });
    for (const sign of ["focus", "pageshow"]) addEventListener(sign, () => this.look());
    document.addEventListener("visibilitychange", () => this.look());
    setInterval(() => this.look(), LOOK_EVERY);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.unlock();
    });
    cover.addEventListener("proved", () => this.unlocked());
    document.querySelector("#lock_now").addEventListener("submit", (event) => {
      event.preventDefault();
      this.lock({ tell: true });
    });
  }

  get locked() {
    return !this.cover.hidden;
  }

  // A machine that slept wakes with an old clock time: it is looked at before anything counts.
  look() {
    if (!this.locked && Math.abs(Date.now() - this.alive) > IDLE) this.lock({ tell: true });
  }

  live() {
    this.look();
    if (this.locked) return;
    this.alive = Date.now();
    if (this.alive - this.told < SEEN_EVERY) return;
    this.told = this.alive;
    this.tabs.postMessage("alive");
    this.post(this.cover.dataset.seen).then((answer) => answer?.status === 423 && this.lock({ tell: false }));
  }

  heard(what) {
    if (what === "alive") this.alive = this.told = Date.now();
    if (what === "locked" && !this.locked) this.lock({ tell: false });
    if (what === "unlocked" && this.locked) this.open();
  }

  post(address, fields = new FormData(this.form)) {
    return fetch(address, { method: "POST", body: new URLSearchParams(fields) }).catch(() => null);
  }

  lock({ tell }) {
    this.before = document.activeElement;
    this.title = document.title;
    document.title = this.cover.dataset.sayTitle;
    for (const part of this.others()) part.inert = true;
    document.body.classList.add("is-locked");
    this.cover.hidden = false;
    this.cover.querySelector("[data-first]")?.focus();
    if (!tell) return;
    this.tabs.postMessage("locked");
    this.post(this.cover.dataset.lock);
  }

  // After a restart of the program a page has a token that holds no more; one of today is on any page.
  async renewToken() {
    const answer = await fetch(this.cover.dataset.unlock).catch(() => null);
    const page = new DOMParser().parseFromString((await answer?.text()) ?? "", "text/html");
    const token = page.querySelector("input[name=csrf_token]")?.value;
    if (!token) return;
    for (const input of document.querySelectorAll("input[name=csrf_token]")) input.value = token;
  }

  async unlock() {
    let answer = await this.post(this.cover.dataset.unlock);
    if (answer?.status === 400) {
      await this.renewToken();
      answer = await this.post(this.cover.dataset.unlock);
    }
    this.password.value = "";
    if (answer?.status === 204) {
      this.unlocked();
      return;
    }
    const told = answer?.headers.get("Content-Type")?.startsWith("text/plain");
    const { sayNoServer, sayEnded } = this.cover.dataset;
    this.error.textContent = told ? await answer.text() : answer ? sayEnded : sayNoServer;
    this.error.hidden = false;
    this.password.setAttribute("aria-invalid", "true");
    this.password.focus();
  }

  unlocked() {
    this.tabs.postMessage("unlocked");
    this.open();
  }

  open() {
    this.alive = this.told = Date.now();
    this.error.hidden = true;
    this.password.removeAttribute("aria-invalid");
    this.cover.hidden = true;
    document.body.classList.remove("is-locked");
    for (const part of this.others()) part.inert = false;
    document.title = this.title;
    this.before?.focus();
  }

  others() {
    return [...document.body.children].filter((part) => part !== this.cover);
  }
}

new Lock(document.querySelector("#lock"));
