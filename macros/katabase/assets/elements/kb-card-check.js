// Says whether the printed card in hand is current. Its QR code leads here with
// ?card=<version>-<hash>; what is current stands in data-version and data-hash, what
// changed in data-changes. Two hashes are alike exactly if the cards read alike.

class CardCheck extends HTMLElement {
  connectedCallback() {
    const found = /^(\d+\.\d+\.\d+)-([0-9a-f]{4,12})$/.exec(
      new URLSearchParams(location.search).get("card") ?? "",
    );
    if (!found) return;
    const [, version, hash] = found;
    const note = document.createElement("div");
    note.className = "kb-card-check";
    note.setAttribute("role", "status");
    // A status speaks when its words arrive, so it enters the page empty.
    const head = document.querySelector(".kb-head");
    if (head) head.after(note);
    else this.prepend(note);
    const parts = this.verdict(version, hash);
    note.classList.toggle("kb-card-check--old", !this.current(hash));
    requestAnimationFrame(() => note.replaceChildren(...parts));
  }

  /** @param {string} hash */
  current(hash) {
    return hash === this.dataset.hash && !this.dataset.successor;
  }

  /**
   * @param {string} version
   * @param {string} hash
   * @returns {HTMLElement[]} what to say about the card in hand
   */
  verdict(version, hash) {
    if (this.dataset.successor) return this.retired(version);
    if (hash === this.dataset.hash) {
      const same =
        version === this.dataset.version
          ? `It is version ${version}.`
          : `It says version ${version}; the words on it are still those of version ${this.dataset.version}.`;
      return [line("strong", "Your card is current."), line("p", same)];
    }
    const parts = [
      line("strong", "Your card is out of date."),
      line("p", `It is version ${version}; the current one is ${this.dataset.version}.`),
    ];
    const since = this.since(version);
    if (since.length) {
      const list = document.createElement("ul");
      list.append(
        ...since.map(([number, date, change]) => line("li", `${number} (${date}): ${change}`)),
      );
      parts.push(line("p", "What changed since for you:"), list);
    } else {
      parts.push(line("p", "The practice is the same; the words on the card were revised."));
    }
    if (this.dataset.print) parts.push(link("Print the new card", this.dataset.print, "kb-button"));
    return parts;
  }

  /** @param {string} version */
  retired(version) {
    const { successor = "", successorAddress = "" } = this.dataset;
    const text = line("p", `Your card is version ${version}. Use this practice instead: `);
    text.append(link(successor, successorAddress));
    return [line("strong", "This practice is retired."), text];
  }

  /**
   * @param {string} version
   * @returns {string[][]} the changes after a version, newest first
   */
  since(version) {
    /** @type {string[][]} */
    const changes = JSON.parse(this.dataset.changes ?? "[]");
    return changes.filter(([number]) => compare(number, version) > 0).reverse();
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
