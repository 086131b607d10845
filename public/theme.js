// Runs before the first paint: a person who has not chosen a theme gets that of their system, without a flash.
(() => {
  const root = document.documentElement;
  if (root.dataset.theme) return;
  root.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
})();
