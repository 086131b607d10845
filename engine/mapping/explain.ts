import { compileProgram } from "@/engine/mapping/compiled/program";
import type { Construct } from "@/engine/mapping/compiled/refusal";
import type { LocalizedText } from "@/lib/core/text";

/** How an expression is evaluated; `cause` is what keeps it from being compiled. */
export type Explanation =
  | { readonly mode: "compiled" }
  /** Compiled, but run beside: it holds a call that may take long on some texts. */
  | { readonly mode: "beside" }
  | { readonly mode: "interpreted"; readonly cause: LocalizedText };

/** What the compiler leaves to JSONata's interpreter, in words that go after “because of”. */
const CAUSES: Readonly<Record<Construct, LocalizedText>> = {
  parent: { en: "the parent operator %", fr: "l’opérateur parent %" },
  focus: { en: "the binding @", fr: "la liaison @" },
  index: { en: "the binding #", fr: "la liaison #" },
  partial: { en: "a function applied in part (?)", fr: "une fonction appliquée en partie (?)" },
  transform: { en: "a transform |…|…|", fr: "une transformation |…|…|" },
  eval: { en: "$eval", fr: "$eval" },
  random: { en: "$random or $shuffle", fr: "$random ou $shuffle" },
  parallelBinding: {
    en: "a name given with := inside a list or an object",
    fr: "un nom donné par := dans une liste ou un objet",
  },
  functionValue: { en: "a function of the library used as a value", fr: "une fonction de la bibliothèque prise comme valeur" },
  regexValue: {
    en: "a regular expression that is no argument of a function",
    fr: "une expression régulière qui n’est pas l’argument d’une fonction",
  },
  unknownFunction: { en: "a function that does not exist", fr: "une fonction qui n’existe pas" },
  tooLong: { en: "its length", fr: "sa longueur" },
  tooDeep: { en: "the depth of its brackets", fr: "la profondeur de ses parenthèses" },
  other: { en: "a rare way of writing", fr: "une tournure rare" },
};

/** Undefined for what does not parse, and for a text without an expression. Nothing is evaluated. Browser-safe. */
export function explainExpression(text: string): Explanation | undefined {
  if (text.trim() === "") return undefined;
  try {
    const compiled = compileProgram(text);
    if (!compiled.isCompiled) return { mode: "interpreted", cause: CAUSES[compiled.construct] };
    return { mode: compiled.program.isHeavy ? "beside" : "compiled" };
  } catch {
    // Said elsewhere, with its position: here there is nothing to explain.
    return undefined;
  }
}
