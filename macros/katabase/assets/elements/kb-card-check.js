// Says whether the printed card in hand is current. Its QR code leads here with
// ?card=<version>-<hash>; what is current stands in its sentence, what changed in the
// history of the page. Two hashes are alike exactly if the cards read alike.

import { part } from "../page.js";
import { say } from "../words.js";

class CardCheck extends HTMLElement {
  /** The version of the current card. */
  get current() {
    return part(this, "strong", HTMLElement).textContent ?? "";
  }

  /** The mark of the current card. */
  get mark() {
    return part(this, "code", HTMLElement).textContent ?? "";
  }

  connectedCallback() {
    const found = /^(\d+\.\d+\.\d+)-([0-9a-f]{4,12})$/.exec(
      new URLSearchParams(location.search).get("card") ?? "",
    );
    if (!found) return;
    const [, version, hash] = found;
    // It stands above everything, with room kept for it, and speaks when its words arrive.
    const note = part(document, ".kb-verdict", HTMLElement);
    const parts = this.verdict(version, hash);
    note.classList.toggle("kb-verdict--old", !this.holds(hash));
    requestAnimationFrame(() => note.replaceChildren(...parts));
  }

  /** @param {string} hash */
  holds(hash) {
    return hash === this.mark && !this.dataset.successor;
  }

  /**
   * @param {string} version
   * @param {string} hash
   * @returns {HTMLElement[]} what to say about the card in hand
   */
  verdict(version, hash) {
    if (this.dataset.successor) return this.retired(version);
    if (hash === this.mark) return this.good(version);
    if (compare(version, this.current) <= 0) return this.old(version);
    return this.below(version) ? this.unadapted(version) : this.newer(version);
  }

  /**
   * Says whether a version is one of the practice that is adapted here, which counts its own.
   * @param {string} version
   */
  below(version) {
    const { adapts } = this.dataset;
    return adapts !== undefined && compare(version, adapts) <= 0;
  }

  /** @param {string} version */
  good(version) {
    const { current } = this;
    const same =
      version === current
        ? say("It is version %(version)s.", { version })
        : say(
            "It says version %(version)s; the words on it are still those of version %(current)s.",
            { version, current },
          );
    return [
      line("strong", say("Your card is current.")),
      line("p", same),
      ...this.print(say("Print it again")),
    ];
  }

  /** @param {string} version */
  old(version) {
    const since = this.since(version);
    const { current } = this;
    const what = since.length
      ? say("It is version %(version)s; the current one is %(current)s.", { version, current })
      : say("The practice is the same; the words on the card were revised.");
    return this.outdated(what, since);
  }

  /** @param {string} version */
  unadapted(version) {
    const { current } = this;
    const what = say(
      "It is version %(version)s of the practice that is adapted here; the current one is %(current)s.",
      { version, current },
    );
    return this.outdated(what, this.since("0.0.0"));
  }

  /**
   * @param {string} what
   * @param {string[]} since what changed since
   */
  outdated(what, since) {
    const parts = [
      line("strong", say("Your card is out of date.")),
      line("p", what),
      ...this.print(say("Print the new card")),
    ];
    if (since.length) {
      const list = document.createElement("ul");
      list.append(...since.map((change) => line("li", change)));
      const more = document.createElement("details"); // folded, so that the page stays in place
      more.append(line("summary", say("What changed since for you")), list);
      parts.push(more);
    }
    return parts;
  }

  /**
   * The page is the older one: an old version of the site, or one that was kept on the device.
   * @param {string} version
   */
  newer(version) {
    /** @type {HTMLAnchorElement | null} */
    const latest = document.querySelector("kb-outdated a");
    const way = latest
      ? link(
          say("Read this page in the latest version"),
          latest.href + location.search,
          "kb-button",
        )
      : link(say("Load this page again"), location.href, "kb-button");
    const text = say(
      "Your card is version %(version)s; this page knows version %(known)s. Trust the card.",
      { version, known: this.current },
    );
    return [line("strong", say("This site is older than your card.")), line("p", text), way];
  }

  /**
   * @param {string} text
   * @returns {HTMLElement[]}
   */
  print(text) {
    /** @type {HTMLAnchorElement | null} */
    const file = document.querySelector(".kb-card__print > a");
    return file ? [link(text, file.href, "kb-button")] : [];
  }

  /** @param {string} version */
  retired(version) {
    const { successor = "", successorAddress = "" } = this.dataset;
    const text = line(
      "p",
      say("Your card is version %(version)s. Use this practice instead: ", { version }),
    );
    text.append(link(successor, successorAddress));
    return [line("strong", say("This practice is retired.")), text];
  }

  /**
   * @param {string} version
   * @returns {string[]} the changes after a version, newest first, as the history tells them
   */
  since(version) {
    const rows = [...document.querySelectorAll(".kb-history > li")];
    /** @param {Element} row */
    const number = (row) => row.querySelector("strong")?.textContent ?? "";
    return rows
      .filter((row) => compare(number(row), version) > 0)
      .map((row) => row.textContent ?? "");
  }
}

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {string} text
 */
function line(name, text) {
  const node = document.createElement(name);
  node.textContent = text;
  return node;
}

/**
 * @param {string} text
 * @param {string} address
 */
function link(text, address, style = "") {
  const node = line("a", text);
  node.href = address;
  if (style) node.className = style;
  return node;
}

/**
 * Compares two semantic versions number by number.
 * @param {string} one
 * @param {string} other
 */
function compare(one, other) {
  const [a, b] = [one, other].map((version) => version.split(".").map(Number));
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

customElements.define("kb-card-check", CardCheck);
