/**
 * True when a pattern takes time in proportion to the text, whatever the text: one character or class after the other,
 * repeated without bound at the very end of an alternative only. Anything else runs in a worker, which can be stopped.
 */
export function isLinear(source: string): boolean {
  if (source.length > 200) return false;
  return alternativesOf(source).every((alternative) => UNAMBIGUOUS.test(alternative));
}

const CLASS = String.raw`\[(?:[^\]\\]|\\.)+\]`;
const ATOM = String.raw`(?:\\[dDwWsS.\-/\\()[\]{}+*?^$|tnr]|${CLASS}|[^\\[\](){}+*?^$|])`;
/** Single characters, each as often as a number says; then one without bound, or the end of the text. */
const FIXED = String.raw`(?:${ATOM}(?:\{\d{1,2}\})?)*`;
const UNAMBIGUOUS = new RegExp(String.raw`^(?:\^?${FIXED}(?:${ATOM}[+*]|\$)?|\^${FIXED}${ATOM}[+*]\$)$`);

/** Split at the bars that are neither escaped nor in a class; a group leaves its brackets, and is then refused. */
function alternativesOf(source: string): string[] {
  const parts = source.match(new RegExp(String.raw`${CLASS}|\\.|[^|]|\|`, "g")) ?? [];
  const alternatives = [""];
  for (const part of parts) {
    if (part === "|") alternatives.push("");
    else alternatives[alternatives.length - 1] += part;
  }
  return alternatives;
}
