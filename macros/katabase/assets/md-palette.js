// Applies the reader's colour scheme before the page is painted (Material's inline script).
(() => {
  const palette = /** @type {{color?: Record<string, string>} | null} */ (__md_get("__palette"));
  if (!palette?.color) return;
  if (palette.color.media === "(prefers-color-scheme)") {
    const light = matchMedia("(prefers-color-scheme: light)").matches;
    const media = `(prefers-color-scheme: ${light ? "light" : "dark"})`;
    const input = document.querySelector(`[data-md-color-media='${media}']`);
    for (const name of ["media", "scheme", "primary", "accent"]) {
      palette.color[name] = input?.getAttribute(`data-md-color-${name}`) ?? "";
    }
  }
  for (const [name, value] of Object.entries(palette.color)) {
    document.body.setAttribute(`data-md-color-${name}`, value);
  }
})();
