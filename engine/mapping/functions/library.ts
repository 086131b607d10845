import { CODE_FUNCTIONS } from "./codes";
import { DATE_FUNCTIONS } from "./dates";
import type { FunctionGroup, MappingFunction } from "./define-function";
import { MONEY_FUNCTIONS } from "./money";
import { TEXT_FUNCTIONS } from "./text";
import { VAT_FUNCTIONS } from "./vat";

/** Functions that need nothing but their arguments. */
export const PURE_FUNCTIONS: readonly MappingFunction[] = [
  ...TEXT_FUNCTIONS,
  ...MONEY_FUNCTIONS,
  ...VAT_FUNCTIONS,
  ...DATE_FUNCTIONS,
  ...CODE_FUNCTIONS,
];

/** The variadic ones take nothing first as they take anything: `$firstFilled(missing, "x")`. */
export const ACCEPTS_NOTHING: ReadonlySet<string> = new Set(["firstFilled", "add"]);

/** What the editor's completion and help show. Browser-safe. */
export type FunctionDocumentation = Pick<MappingFunction, "name" | "signature" | "description"> & {
  readonly group: FunctionGroup;
  readonly example: { readonly expression: string };
};

/** Functions that read the run's mapping tables; bound by the evaluator. */
const TABLE_FUNCTIONS: readonly FunctionDocumentation[] = [
  {
    name: "map",
    group: "table",
    signature: "$map('table', value | {'value': …, 'fact': …}[, fallback])",
    description: {
      en: "What a mapping table says of a value: the target’s value, or an object when the table has several columns. Without a row, a default or a fallback, the record fails. Rows may have conditions: {'value': module, 'currency': currency} takes the row of that module and currency, else the module’s own. With a list first, JSONata’s own $map.",
      fr: "Ce qu’une table de correspondance dit d’une valeur : la valeur de la cible, ou un objet si la table a plusieurs colonnes. Sans ligne, valeur par défaut ni valeur de repli, l’enregistrement est en échec. Les lignes peuvent avoir des conditions : {'value': module, 'currency': devise} prend la ligne de ce module et de cette devise, sinon celle du module. Avec une liste d’abord, le $map de JSONata.",
    },
    example: { expression: "$map('taxes', tax_rate)" },
  },
  {
    name: "lookupTable",
    group: "table",
    signature: "$lookupTable('table', value[, fallback])",
    description: { en: "The same as $map with a table.", fr: "Comme $map avec une table." },
    example: { expression: "$lookupTable('carriers', id_carrier)" },
  },
];

/** Every function of ours, for the editor. */
export const FUNCTION_LIBRARY: readonly FunctionDocumentation[] = [...PURE_FUNCTIONS, ...TABLE_FUNCTIONS];
