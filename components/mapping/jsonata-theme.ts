import type { Monaco } from "@/components/mapping/monaco";

/** Our tokens by part of speech; `bold` is not used, weights would change the widths. */
const RULES = [
  ["", "ink-2"],
  ["field", "ink"],
  ["string", "created"],
  ["escape", "accent"],
  ["number", "updated"],
  ["constant", "review"],
  ["function", "brand"],
  ["variable", "review"],
  ["keyword", "accent"],
  ["operator", "ink-2"],
  ["bracket", "ink-3"],
  ["regexp", "accent"],
  ["comment", "ink-3"],
  ["invalid", "failed"],
] as const;

const COLORS = {
  "editor.background": "surface",
  "editor.foreground": "ink",
  "editorLineNumber.foreground": "ink-3",
  "editorLineNumber.activeForeground": "ink-2",
  "editorCursor.foreground": "ink",
  "editor.selectionBackground": "brand-soft",
  "editor.inactiveSelectionBackground": "sunken",
  "editorBracketMatch.background": "brand-soft",
  "editorBracketMatch.border": "brand",
  "editorError.foreground": "failed",
  "editorWidget.background": "raised",
  "editorWidget.foreground": "ink",
  "editorWidget.border": "line-strong",
  "editorSuggestWidget.background": "raised",
  "editorSuggestWidget.border": "line-strong",
  "editorSuggestWidget.foreground": "ink",
  "editorSuggestWidget.highlightForeground": "brand",
  "editorSuggestWidget.focusHighlightForeground": "brand",
  "editorSuggestWidget.selectedBackground": "brand-soft",
  "editorSuggestWidget.selectedForeground": "ink",
  "editorSuggestWidget.selectedIconForeground": "ink",
  "editorHoverWidget.background": "raised",
  "editorHoverWidget.foreground": "ink",
  "editorHoverWidget.border": "line-strong",
  "input.background": "surface",
  "input.foreground": "ink",
  "input.border": "line-strong",
  "scrollbarSlider.background": "line",
  "scrollbarSlider.hoverBackground": "line-strong",
  focusBorder: "brand",
} as const;

/** Follows the theme of the page, now and whenever it is changed. */
export function watchTheme(monaco: Monaco): void {
  const apply = () => {
    const root = document.documentElement;
    const style = getComputedStyle(root);
    const color = (token: string) => longHex(style.getPropertyValue(`--${token}`).trim());
    monaco.editor.defineTheme("passerelle", {
      base: root.dataset.theme === "dark" ? "vs-dark" : "vs",
      inherit: true,
      rules: RULES.map(([token, name]) => ({ token, foreground: color(name).slice(1) })),
      colors: Object.fromEntries(Object.entries(COLORS).map(([name, token]) => [name, color(token)])),
    });
    monaco.editor.setTheme("passerelle");
  };
  apply();
  new MutationObserver(apply).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}

/** A built style sheet shortens `#ffffff` to `#fff`, which Monaco refuses. */
function longHex(color: string): string {
  return /^#[0-9a-f]{3}$/i.test(color) ? color.replace(/[0-9a-f]/gi, "$&$&") : color;
}
