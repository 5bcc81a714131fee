// The menu of versions in the header, as Material's own script makes it: the list that mike
// writes beside the versions, and a way to the same page in another one.

/** @typedef {{version: string, title: string, aliases: string[], properties?: {hidden?: boolean}}} Version */

const config = JSON.parse(document.querySelector("#__config")?.textContent ?? "{}");
const here = new URL(config.base, location.href).href.replace(/\/?$/, "/");

/** @param {Version} of */
const address = (of) => new URL(`../${of.version}/`, here).href;

/**
 * @template {keyof HTMLElementTagNameMap} N
 * @param {N} name
 * @param {string} style
 * @param {(Node | string)[]} children
 */
function node(name, style, ...children) {
  const made = document.createElement(name);
  made.className = style;
  made.append(...children);
  return made;
}

/** @param {Version} of */
function named(of) {
  const [alias] = of.aliases;
  return config.version.alias && alias
    ? [of.title, node("span", "md-version__alias", alias)]
    : [of.title];
}

/**
 * @param {Version[]} versions
 * @param {Version} current
 */
function menu(versions, current) {
  const button = node("button", "md-version__current", ...named(current));
  button.setAttribute("aria-label", config.translations["select.version"]);
  const items = versions
    .filter((each) => !each.properties?.hidden)
    .map((each) => {
      const link = node("a", "md-version__link", ...named(each));
      link.href = address(each);
      return node("li", "md-version__item", link);
    });
  const list = node("ul", "md-version__list", ...items);
  const all = node("div", "md-version", button, list);
  // It opens by itself for mouse and keyboard: Escape closes it until one of them comes again.
  const open = () => {
    list.hidden = false;
  };
  all.addEventListener("focusout", open);
  all.addEventListener("pointerenter", open);
  all.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    button.focus();
    list.hidden = true;
  });
  return all;
}

/** Shows the banner of a version that is not the one that readers should read. @param {Version} current */
function judge(current) {
  const base = new URL(here);
  let outdated = __md_get("__outdated", sessionStorage, base);
  if (outdated === null) {
    const good = [config.version.default || "latest"].flat();
    const names = [...current.aliases, current.version];
    outdated = !good.some((each) => names.some((name) => new RegExp(each, "i").test(name)));
    __md_set("__outdated", outdated, sessionStorage, base);
  }
  for (const banner of document.querySelectorAll("[data-md-component=outdated]")) {
    if (banner instanceof HTMLElement && outdated) banner.hidden = false;
  }
}

/**
 * The same page in another version, or its home. Its list of pages may name another host.
 * @param {string} home
 */
async function same_page(home) {
  const path = location.href.slice(here.length).replace(/[?#].*$/, "");
  const answer = await fetch(new URL("sitemap.xml", home)).catch(() => null);
  const text = answer?.ok ? await answer.text() : "";
  const pages = [...new DOMParser().parseFromString(text, "text/xml").querySelectorAll("loc")].map(
    (each) => each.textContent ?? "",
  );
  const [first = ""] = pages;
  const prefix = pages.reduce((known, each) => common(known, each), first);
  if (!pages.includes(prefix) || !pages.includes(prefix + path)) return home;
  return new URL(path + location.search + location.hash, home).href;
}

/**
 * @param {string} one
 * @param {string} other
 */
function common(one, other) {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return one.slice(0, length);
}

/** @param {Version[]} versions */
function offer(versions) {
  const name = here.match(/([^/]+)\/$/)?.[1] ?? "";
  const current =
    versions.find((each) => each.version === name || each.aliases.includes(name)) ?? versions[0];
  if (!current) return;
  document.querySelector(".md-header__topic")?.append(menu(versions, current));
  judge(current);
  const homes = new Map(versions.map((each) => [address(each), each]));
  document.body.addEventListener("click", async (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || link.target || event.metaKey || event.ctrlKey || !homes.has(link.href)) return;
    if (!link.closest(".md-version") && homes.get(link.href) === current) return;
    event.preventDefault();
    location.assign(await same_page(link.href));
  });
}

/** Asks for the list, which stands beside the versions. */
async function begin() {
  const answer = await fetch(new URL("../versions.json", here)).catch(() => null);
  if (answer?.ok) offer(await answer.json());
}

begin();
