// Opens the content tab that the address names (Material's inline script).
(() => {
  const target = document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLInputElement && target.name) {
    target.checked = target.name.startsWith("__tabbed_");
  }
})();
