/** Turns the page to the other theme at once and says which it is now; the caller keeps the choice. */
export function switchTheme(): "light" | "dark" {
  const root = document.documentElement;
  const theme = root.dataset.theme === "dark" ? "light" : "dark";
  root.dataset.theme = theme;
  return theme;
}
