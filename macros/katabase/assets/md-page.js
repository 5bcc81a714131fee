// What a page needs of Material's own script, in its place where nothing else of that is used
// (products/lean.py): the colour scheme, the menu, the contents that follow, the way up, tables
// and code that scroll, folds that open. No module, so that a page in a folder has it too.
(() => {
  const { body } = document;

  /** @typedef {{base: string, features: string[], version?: {provider?: string}}} Config */

  /** @type {<T extends HTMLElement>(selector: string, within?: ParentNode) => T | null} */
  const one = (selector, within = document) => within.querySelector(selector);
  /** @type {(selector: string, within?: ParentNode) => any[]} */
  const all = (selector, within = document) =>
    /** @type {any[]} */ ([...within.querySelectorAll(selector)]);
  /** @param {string} name */
  const component = (name) => one(`[data-md-component=${name}]`);
  /** @type {Config} */
  const config = JSON.parse(one("#__config")?.textContent ?? "{}");

  // The colour scheme: a choice is kept, the label of the next one is shown.
  const palette = component("palette");
  if (palette) colours(palette);

  /** @param {HTMLElement} form */
  function colours(form) {
    /** @type {HTMLInputElement[]} */
    const inputs = all("input", form);
    const [theme, scheme] = ["theme-color", "color-scheme"].map((name) =>
      Object.assign(document.createElement("meta"), { name }),
    );

    /** @param {number} index */
    function turn(index) {
      /** @param {Element | null} from */
      const said = (from, name = "") => from?.getAttribute(`data-md-color-${name}`) ?? "";
      const media = said(inputs[index], "media");
      const light = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
      const from =
        media === "(prefers-color-scheme)"
          ? one(`[data-md-color-media='(prefers-color-scheme: ${light})']`)
          : inputs[index];
      const names = ["scheme", "primary", "accent"];
      const color = Object.fromEntries([
        ["media", media],
        ...names.map((each) => [each, said(from, each)]),
      ]);
      // Nothing fades from one scheme to the other; where it stays, no style is worked out anew.
      if (body.dataset.mdColorScheme !== color.scheme)
        body.setAttribute("data-md-color-switching", "");
      for (const [key, value] of Object.entries(color))
        body.setAttribute(`data-md-color-${key}`, value);
      for (const [place, input] of inputs.entries()) {
        const label = input.nextElementSibling;
        if (label instanceof HTMLElement) label.hidden = place !== index;
      }
      __md_set("__palette", { index, color });
      setTimeout(() => {
        const { colorScheme, backgroundColor } = getComputedStyle(component("header") ?? body);
        const parts = backgroundColor.match(/\d+/g) ?? [];
        theme.content = `#${parts.map((part) => (+part).toString(16).padStart(2, "0")).join("")}`;
        document.head.append(theme);
        // Each change of this one works out all styles anew, and light is what a page is anyway.
        if (scheme.isConnected || colorScheme.includes("dark")) {
          scheme.content = colorScheme;
          document.head.append(scheme);
        }
        body.removeAttribute("data-md-color-switching");
      });
    }

    function begin() {
      const kept = /** @type {{index?: number} | null} */ (__md_get("__palette"))?.index;
      const fits = () =>
        inputs.findIndex(
          (input) => matchMedia(input.getAttribute("data-md-color-media") ?? "").matches,
        );
      turn(Math.max(0, Math.min(kept ?? fits(), inputs.length - 1)));
    }

    for (const [index, input] of inputs.entries())
      input.addEventListener("change", () => turn(index));
    form.addEventListener("keydown", ({ key }) => {
      if (key !== "Enter") return;
      const now = inputs.findIndex(
        (input) => !(/** @type {HTMLElement} */ (input.nextElementSibling)?.hidden),
      );
      const next = inputs[(now + 1) % inputs.length];
      next.click();
      next.focus();
    });
    matchMedia("(prefers-color-scheme: light)").addEventListener("change", begin);
    begin();
  }

  // The menu closes when the address leads to another place of the page.
  const shut = () =>
    setTimeout(() => {
      for (const toggle of all("#__drawer:checked, #__search:checked")) toggle.click();
    }, 125);
  shut();
  for (const toggle of all("input.md-toggle--indeterminate")) {
    Object.assign(toggle, { indeterminate: true, checked: false });
    toggle.addEventListener("change", () => toggle.classList.remove("md-toggle--indeterminate"), {
      once: true,
    });
  }
  for (const list of all("[data-md-scrollfix]")) list.removeAttribute("data-md-scrollfix");

  for (const label of all("[data-md-component=sidebar] label[tabindex]")) {
    label.addEventListener("click", () =>
      setTimeout(() => {
        const open = /** @type {HTMLInputElement | null} */ (one(`#${label.htmlFor}`))?.checked;
        one(`[aria-labelledby="${label.id}"]`)?.setAttribute("aria-expanded", String(open));
      }),
    );
  }

  // Keys: the page before and the one after, and labels that the keyboard has reached.
  addEventListener("keydown", ({ key, metaKey, ctrlKey, isComposing }) => {
    const on = document.activeElement;
    const typing =
      on instanceof HTMLInputElement
        ? on.type !== "radio"
        : on?.matches("select, textarea, [contenteditable]");
    if (metaKey || ctrlKey || isComposing || typing) return;
    const rel = { p: "prev", ",": "prev", n: "next", ".": "next" }[key];
    /** @type {HTMLLinkElement | null} */
    const link = rel ? document.querySelector(`link[rel=${rel}]`) : null;
    if (link) location.href = link.href;
    if (key === "Enter" && on instanceof HTMLLabelElement) on.click();
  });

  // The content: wide tables and code scroll by themselves, folds open for who is sent there.
  const content = component("content");
  if (content) dress(content);

  /** @param {HTMLElement} within */
  function dress(within) {
    for (const table of all("table:not([class])", within)) {
      const box = (/** @type {string} */ name) =>
        Object.assign(document.createElement("div"), { className: name });
      const outer = box("md-typeset__scrollwrap");
      const inner = box("md-typeset__table");
      table.replaceWith(outer);
      outer.append(inner);
      inner.append(table);
    }
    if (matchMedia("(hover)").matches) {
      const wide = new ResizeObserver((found) => {
        for (const { target } of found) {
          if (target.scrollWidth > /** @type {HTMLElement} */ (target).offsetWidth)
            target.setAttribute("tabindex", "0");
          else target.removeAttribute("tabindex");
        }
      });
      for (const code of all("pre > code", within)) wide.observe(code);
    }
    /** @type {Set<HTMLDetailsElement>} */
    const printed = new Set();
    addEventListener("beforeprint", () => {
      for (const fold of /** @type {HTMLDetailsElement[]} */ (all("details:not([open])", within))) {
        printed.add(fold);
        fold.open = true;
      }
    });
    addEventListener("afterprint", () => {
      for (const fold of printed) fold.open = false;
      printed.clear();
    });
  }

  function arrive() {
    const target =
      location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    if (!target) return;
    const fold = target.closest("details:not([open])");
    fold?.setAttribute("open", "");
    fold?.scrollIntoView();
    quiet = true; // the button waits: nobody has scrolled
    setTimeout(() => {
      quiet = false;
    }, 250);
    move();
    shut();
  }

  // What follows the reader: measured when sizes change, told at each scroll.
  const [header, title, main, tabs, top_] = ["header", "header-title", "main", "tabs", "top"].map(
    component,
  );
  const heading = one(".md-content h1");
  const sidebars = all("[data-md-component=sidebar]").map((bar) => ({
    bar,
    wide: matchMedia(
      bar.dataset.mdType === "navigation" ? "(min-width: 76.25em)" : "(min-width: 60em)",
    ),
    inner: one(".md-sidebar__scrollwrap", bar) ?? bar,
    grid: /** @type {HTMLElement | null} */ (bar.closest(".md-grid")) ?? bar,
    began: false,
  }));
  /** @typedef {{link: HTMLAnchorElement, target: HTMLElement, at: number}} Place */
  /** @type {{places: Place[], active?: HTMLElement}[]} a page may have its contents twice */
  const contents = all("[data-md-component=toc]").map((list) => ({
    places: all(".md-nav__link", list).flatMap((link) => {
      const id = decodeURIComponent(link.hash?.slice(1) ?? "");
      const target = document.getElementById(id);
      return target ? [{ link, target, at: 0 }] : [];
    }),
  }));
  const seen = {
    y: 0, // asked for once sizes are known: before, the answer would lay out the page for itself
    header: 0,
    tabs: 0,
    heading: 0,
    high: 0,
    top: 0,
    bottom: 0,
    adjust: 0,
    height: 0,
  };
  let quiet = false;
  let asked = false;

  function measure() {
    seen.header = header?.offsetHeight ?? 0;
    seen.height = body.offsetHeight;
    seen.tabs = tabs?.offsetTop ?? 0;
    seen.heading = heading?.offsetTop ?? 0;
    seen.high = heading?.offsetHeight ?? 0;
    seen.top = main?.offsetTop ?? 0;
    seen.bottom = seen.top + (main?.offsetHeight ?? 0);
    const grid = /** @type {HTMLElement | null} */ (main?.firstElementChild ?? null);
    seen.adjust = seen.header + 0.8 * ((grid?.offsetTop ?? 0) - seen.top);
    for (const { places } of contents) {
      for (const place of places) place.at = offset(place.target);
      places.sort((a, b) => a.at - b.at);
    }
    if (top_) top_.style.top = `${seen.header + 16}px`;
    follow();
  }

  /**
   * How far below the beginning of the page a part of it stands.
   * @param {HTMLElement} of
   */
  function offset(of) {
    let node = of;
    while (!node.offsetTop && node.parentElement) node = node.parentElement;
    let sum = node.offsetTop;
    for (
      let parent = node.offsetParent;
      parent instanceof HTMLElement;
      parent = parent.offsetParent
    ) {
      sum += parent.offsetTop;
    }
    return sum;
  }

  function follow() {
    const y = Math.max(0, scrollY);
    const begins = seen.top - seen.header;
    const within = begins <= y;
    const above = Math.max(0, seen.top - y, seen.header);
    const height = Math.max(0, innerHeight - above - Math.max(0, innerHeight + y - seen.bottom));
    header?.classList.toggle("md-header--shadow", within);
    if (heading) {
      const passed = seen.high > 0 && y - seen.heading + seen.header >= seen.high;
      title?.classList.toggle("md-header__title--active", passed);
    }
    const sticky = config.features?.includes("navigation.tabs.sticky");
    if (tabs && !sticky) tabs.hidden = y - seen.tabs + seen.header >= 10;
    if (top_ && y !== seen.y) show(top_, within && y < seen.y && y > 0 && !quiet);
    seen.y = y;
    for (const each of sidebars) stretch(each, y, begins, height);
    for (const list of contents) mark(list, y);
  }

  /**
   * @param {HTMLElement} button
   * @param {boolean} shown
   */
  function show(button, shown) {
    if (button.hidden !== shown) return;
    button.hidden = !shown;
    if (shown) button.removeAttribute("tabindex");
    else {
      button.setAttribute("tabindex", "-1");
      button.blur();
    }
  }

  /**
   * A list beside the content is as high as what is seen of that.
   * @param {typeof sidebars[number]} side
   * @param {number} y
   * @param {number} begins
   * @param {number} height
   */
  function stretch(side, y, begins, height) {
    const { bar, wide, inner, grid } = side;
    if (!wide.matches) {
      inner.style.height = "";
      bar.style.top = "";
      side.began = false;
      return;
    }
    const adjust = grid.offsetTop - (grid.parentElement?.offsetTop ?? 0);
    const high = height + Math.min(adjust, Math.max(0, y - begins)) - adjust;
    inner.style.height = `${high - 2 * inner.offsetTop}px`;
    bar.style.top = `${seen.header}px`;
    if (side.began) return;
    side.began = true;
    for (const link of all(".md-nav__link--active[href]", bar)) {
      if (link.clientHeight)
        inner.scrollTo({ top: link.offsetTop - inner.offsetTop - inner.offsetHeight / 2 });
    }
  }

  /**
   * @param {typeof contents[number]} list
   * @param {number} y
   */
  function mark(list, y) {
    const last = y + innerHeight >= Math.floor(seen.height);
    const passed = list.places.filter(({ at }) => at - seen.adjust < y || last);
    const now = passed.at(-1)?.link;
    for (const [place, { link }] of list.places.entries()) {
      link.classList.toggle("md-nav__link--passed", place < passed.length);
      link.classList.toggle("md-nav__link--active", link === now);
    }
    const other = now !== list.active;
    list.active = now;
    if (now?.offsetHeight && other && config.features?.includes("toc.follow")) lead(now);
  }

  /** @param {HTMLElement} link */
  function lead(link) {
    let inner = link;
    let parent = link.parentElement;
    while (
      parent &&
      inner.scrollWidth <= parent.scrollWidth &&
      inner.scrollHeight <= parent.scrollHeight
    ) {
      inner = parent;
      parent = parent.parentElement;
    }
    if (parent) inner.scrollTo({ top: link.offsetTop - inner.offsetTop - inner.offsetHeight / 2 });
  }

  function move() {
    if (asked || !seen.height) return; // nothing is measured yet
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      follow();
    });
  }

  const sizes = new ResizeObserver(measure);
  for (const node of [body, header, main]) if (node) sizes.observe(node);
  addEventListener("scroll", move, { passive: true });
  addEventListener("resize", measure, { passive: true });
  addEventListener("hashchange", arrive);
  top_?.addEventListener("click", (event) => {
    event.preventDefault();
    scrollTo({ top: 0 });
  });
  if (location.hash) arrive();
  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
  if (config.version?.provider === "mike")
    import(new URL("md-versions.js", src).href).catch(() => {});

  // A name that is cut off says itself when a mouse rests on it.
  const cut = new IntersectionObserver((found) => {
    for (const { target, isIntersecting } of found) {
      if (!isIntersecting || !(target instanceof HTMLElement)) continue;
      cut.unobserve(target);
      if (target.offsetWidth < target.scrollWidth) {
        const host = target.closest("a") ?? target;
        host.title = target.textContent?.trim() ?? "";
      }
    }
  });
  for (const name of all(".md-ellipsis")) cut.observe(name);
})();
