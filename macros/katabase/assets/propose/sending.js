// The ways in which a proposal goes out: as a file, over the clipboard, by mail, to a forge.

import { download } from "../practise/giving.js";
import { button, h } from "../practise/nodes.js";
import { say } from "../words.js";
import { address_of, label_of } from "./forge.js";

/**
 * @typedef {import("./proposal.js").Proposal} Proposal
 * @typedef {{forge?: string, url?: string, branch?: string, mail?: string}} Repository
 */

const LONGEST_MAIL = 2_000; // characters of an address that programs for mail take

export class Sending {
  /**
   * @param {Proposal} proposal
   * @param {Repository} repository
   * @param {() => boolean} ready whether it passes the check; else the writer is led to a place
   * @param {(text: string) => void} tell
   */
  constructor(proposal, repository, ready, tell) {
    this.proposal = proposal;
    this.repository = repository;
    this.ready = ready;
    this.tell = tell;
    this.steps = h("ol", { className: "kb-propose__steps", tabIndex: -1 });
  }

  /** @returns {HTMLButtonElement[]} the ways that this site and this browser know, the best first */
  ways() {
    const { forge = "", mail = "" } = this.repository;
    const { proposal } = this;
    /** @param {string} label @param {string} name @param {() => unknown} out @param {object} [more] */
    const way = (label, name, out, more) =>
      button(label, () => this.ready() && out(), { "data-way-out": name, ...more });
    const found = [];
    const label = label_of(forge);
    if (label)
      found.push(
        way(
          say("Propose it at %(forge)s", { forge: label }),
          "forge",
          () => this.to_forge({ forge, url: "", branch: "", ...this.repository }),
          { className: "kb-button kb-button--main" },
        ),
      );
    found.push(
      way(say("Download"), "download", () => download(proposal.file)),
      way(say("Copy"), "copy", async () => {
        if (await this.copied()) this.tell(say("The file is on the clipboard."));
      }),
    );
    if (navigator.canShare?.({ files: [new File([""], "x.txt", { type: "text/plain" })] }))
      found.push(
        way(say("Share"), "share", () =>
          navigator.share({ files: [proposal.file] }).catch(() => {}),
        ),
      );
    if (mail) found.push(way(say("Send by mail"), "mail", () => this.by_mail(mail)));
    return found;
  }

  async copied() {
    try {
      await navigator.clipboard.writeText(this.proposal.text);
      return true;
    } catch {
      this.tell(
        say("The clipboard is closed to this page. Open the file below, and copy it from there."),
      );
      return false;
    }
  }

  /** @param {import("./forge.js").Repository} at */
  async to_forge(at) {
    const { path, text, source } = this.proposal;
    const { address, holds } = address_of(at, path, text, !source);
    if (!holds && !(await this.copied())) return;
    const first = holds
      ? say("Look at the file on the page that has opened; your account there is asked for.")
      : source
        ? say(
            "The file is on the clipboard. On the page that has opened, select all of the old text, and paste.",
          )
        : say(
            "The file is on the clipboard. On the page that has opened, paste it into the large empty field.",
          );
    const steps = [
      first,
      say('Save it there ("Commit"): if you may not write, a copy of your own is made for you.'),
      say("Say in one sentence what it is for, and propose it. What you wrote stays here."),
      h("a", { href: address, target: "_blank", rel: "noopener" }, say("Open the page again")),
    ];
    this.steps.replaceChildren(...steps.map((each) => h("li", {}, each)));
    this.steps.focus();
    open(address, "_blank", "noopener");
  }

  /** @param {string} mail */
  by_mail(mail) {
    const { draft, text, file } = this.proposal;
    const subject = encodeURIComponent(`${say("Propose a practice")}: ${draft.data.title}`);
    const address = `mailto:${mail}?subject=${subject}`;
    const whole = `${address}&body=${encodeURIComponent(text)}`;
    const fits = whole.length < LONGEST_MAIL;
    if (!fits) download(file);
    this.tell(
      fits
        ? say("The mail holds the file.")
        : say("The file was downloaded. Attach it to the mail."),
    );
    location.href = fits ? whole : address;
  }
}
