// What stands between a finger and a save: blanks, a second click, a server that does not answer.

import { Drafts } from "./drafts.js";
import { unansweredOf } from "./summary.js";

export class Saving {
  // A page that comes back with errors or doubts was meant to be saved with its blanks.
  constructor(form, items, say) {
    Object.assign(this, { form, items, say, sent: false, reached: false });
    this.save = form.querySelector("#save");
    const told = form.querySelector(".summary");
    this.known = new Set(told ? unansweredOf(items).map((item) => item.name) : []);
    this.drafts = new Drafts(form, { isNew: !told });
    this.loaded = told ? null : this.drafts.typed();
    form.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("pageshow", () => {
      this.sent = this.reached = false;
    });
    addEventListener("beforeunload", (event) => {
      if (!this.sent && !this.drafts.holds && this.drafts.typed() !== this.loaded) event.preventDefault();
    });
  }

  submitted(event) {
    if (this.reached) return;
    event.preventDefault();
    if (this.sent || (event.submitter === this.save && !this.blanksAreMeant())) return;
    this.sent = true;
    // A page in another language, or one that was only looked at, is keyed on.
    if (!/^(language|check)/.test(event.submitter.value)) this.drafts.end();
    this.send(event.submitter);
  }

  // The first save tells what has no answer; the same blanks are not asked about twice.
  blanksAreMeant() {
    const blanks = unansweredOf(this.items);
    const meant = blanks.every((item) => this.known.has(item.name));
    this.known = new Set(blanks.map((item) => item.name));
    if (meant) return true;
    this.save.focus({ preventScroll: true });
    document.querySelector("#end").scrollIntoView({ block: "end" });
    const names = blanks.map((item) => item.input.dataset.name).join(", ");
    this.say(this.form.dataset.sayBlank.replace("{items}", names));
    return false;
  }

  // A browser that gets no answer shows a page of its own in place of what was typed.
  async send(submitter) {
    try {
      await fetch(this.form.dataset.answers, { method: "HEAD", cache: "no-store" });
    } catch {
      this.sent = false;
      this.drafts.resume();
      this.say(this.form.dataset.sayNoServer);
      return;
    }
    this.reached = true;
    this.form.requestSubmit(submitter);
  }
}
