import type { FunctionGroup } from "@/engine/mapping/functions/define-function";
import { FUNCTION_LIBRARY } from "@/engine/mapping/functions/library";
import type { LocalizedText } from "@/lib/core/text";

/** A function as the editor shows it. */
export interface FunctionHelp {
  readonly name: string;
  readonly signature: string;
  readonly description: LocalizedText;
  readonly group: FunctionGroup | "jsonata";
  /** An expression to begin with. */
  readonly example: string | undefined;
}

/** A function of JSONata itself, as the editor shows it. Source: docs.jsonata.org, 2.x. */
export interface BuiltInFunction {
  readonly name: string;
  readonly signature: string;
  readonly description: LocalizedText;
}

const of = (signature: string, en: string, fr: string): BuiltInFunction => ({
  name: signature.slice(1, signature.indexOf("(")),
  signature,
  description: { en, fr },
});

/** What JSONata brings; a name that the library defines again is documented there. Browser-safe. */
export const BUILT_IN_FUNCTIONS: readonly BuiltInFunction[] = [
  of("$string(value[, prettify])", "The value as text.", "La valeur sous forme de texte."),
  of("$length(text)", "How many characters a text has.", "Le nombre de caractères d’un texte."),
  of("$substring(text, start[, length])", "A part of a text.", "Une partie d’un texte."),
  of("$substringBefore(text, mark)", "The text before a mark.", "Le texte qui précède un repère."),
  of("$substringAfter(text, mark)", "The text after a mark.", "Le texte qui suit un repère."),
  of("$uppercase(text)", "In capitals.", "En majuscules."),
  of("$lowercase(text)", "In small letters.", "En minuscules."),
  of("$trim(text)", "Without spaces around it, and single ones inside.", "Sans espaces autour ni espaces doubles."),
  of(
    "$pad(text, width[, char])",
    "Filled up to a width; a negative one fills on the left.",
    "Complété à une largeur ; négative, à gauche.",
  ),
  of("$contains(text, pattern)", "True when the text contains the pattern.", "Vrai si le texte contient le motif."),
  of("$split(text, separator[, limit])", "The parts of a text, in a list.", "Les parties d’un texte, dans une liste."),
  of("$join(list[, separator])", "The texts of a list, in one.", "Les textes d’une liste, réunis."),
  of("$match(text, pattern[, limit])", "What the pattern finds in the text.", "Ce que le motif trouve dans le texte."),
  of("$replace(text, pattern, by[, limit])", "The text with the pattern replaced.", "Le texte où le motif est remplacé."),
  of("$base64encode(text)", "The text in base 64.", "Le texte en base 64."),
  of("$base64decode(text)", "The text of a base 64.", "Le texte d’une base 64."),
  of("$encodeUrlComponent(text)", "The text fit for an address.", "Le texte prêt pour une adresse."),
  of("$decodeUrlComponent(text)", "The text of a part of an address.", "Le texte d’une partie d’adresse."),
  of("$number(value)", "The value as a number.", "La valeur sous forme de nombre."),
  of("$abs(number)", "Without its sign.", "Sans son signe."),
  of("$floor(number)", "The whole number below.", "L’entier inférieur."),
  of("$ceil(number)", "The whole number above.", "L’entier supérieur."),
  of("$round(number[, places])", "Rounded; halves go to the even side.", "Arrondi ; les demis vont au pair."),
  of("$power(base, exponent)", "A power.", "Une puissance."),
  of("$sqrt(number)", "The square root.", "La racine carrée."),
  of(
    "$formatNumber(number, picture)",
    "A number in a picture such as '#,##0.00'.",
    "Un nombre selon un format tel que '#,##0.00'.",
  ),
  of("$formatInteger(number, picture)", "A whole number in a picture.", "Un entier selon un format."),
  of("$parseInteger(text, picture)", "The whole number of a text.", "L’entier d’un texte."),
  of("$sum(list)", "The sum; for amounts, prefer $add, which is exact.", "La somme ; pour des montants, préférer $add, exacte."),
  of("$max(list)", "The largest number.", "Le plus grand nombre."),
  of("$min(list)", "The smallest number.", "Le plus petit nombre."),
  of("$average(list)", "The average.", "La moyenne."),
  of("$boolean(value)", "True or false, as a condition takes it.", "Vrai ou faux, comme une condition le prend."),
  of("$not(value)", "The contrary.", "Le contraire."),
  of("$exists(value)", "True when there is a value.", "Vrai s’il y a une valeur."),
  of("$count(list)", "How many entries.", "Le nombre d’éléments."),
  of("$append(list, other)", "The two lists, one after the other.", "Les deux listes, l’une après l’autre."),
  of("$sort(list[, function])", "In order.", "Dans l’ordre."),
  of("$reverse(list)", "In the contrary order.", "Dans l’ordre inverse."),
  of("$distinct(list)", "Each value once.", "Chaque valeur une fois."),
  of("$zip(list, …)", "Entries of several lists, side by side.", "Les éléments de plusieurs listes, côte à côte."),
  of("$filter(list, function)", "The entries that the function accepts.", "Les éléments que la fonction accepte."),
  of("$single(list, function)", "The only entry that the function accepts.", "Le seul élément que la fonction accepte."),
  of("$reduce(list, function[, start])", "The entries gathered into one value.", "Les éléments réunis en une valeur."),
  of("$keys(object)", "The names of the fields.", "Les noms des champs."),
  of("$lookup(object, name)", "The field of that name.", "Le champ de ce nom."),
  of("$spread(object)", "One object for each field.", "Un objet par champ."),
  of("$merge(list)", "One object out of several.", "Un objet à partir de plusieurs."),
  of("$each(object, function)", "The function over each field.", "La fonction sur chaque champ."),
  of("$sift(object, function)", "The fields that the function accepts.", "Les champs que la fonction accepte."),
  of("$type(value)", "The kind of value.", "Le type de la valeur."),
  of("$error(message)", "Fails the record with these words.", "Met l’enregistrement en échec avec ces mots."),
  of(
    "$assert(condition, message)",
    "Fails the record unless the condition holds.",
    "Met en échec si la condition n’est pas vraie.",
  ),
  of("$now([picture[, zone]])", "The moment of the evaluation.", "L’instant de l’évaluation."),
  of("$millis()", "The same, in milliseconds since 1970.", "Le même, en millisecondes depuis 1970."),
  of("$fromMillis(number[, picture[, zone]])", "A date from milliseconds.", "Une date à partir de millisecondes."),
  of("$toMillis(date[, picture])", "Milliseconds of a date.", "Les millisecondes d’une date."),
];

/** Every function an expression may call: ours first; one that the library defines again is documented there. */
export function functionHelp(): readonly FunctionHelp[] {
  return ALL;
}

const OURS: readonly FunctionHelp[] = FUNCTION_LIBRARY.map(({ name, signature, description, group, example }) => ({
  ...{ name, signature, description, group },
  example: example.expression,
}));

const ALL: readonly FunctionHelp[] = [
  ...OURS,
  ...BUILT_IN_FUNCTIONS.filter(({ name }) => !OURS.some((own) => own.name === name)).map((each) => ({
    ...each,
    ...{ group: "jsonata" as const, example: undefined },
  })),
];
