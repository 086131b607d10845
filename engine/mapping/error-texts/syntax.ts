import type { LocalizedText } from "@/lib/core/text";

/** Expressions that do not parse, by JSONata's code. */
export const SYNTAX_ERRORS: Readonly<Record<string, LocalizedText>> = {
  S0101: {
    en: "The text is not closed: add the missing quote.",
    fr: "Le texte n’est pas fermé : ajoutez le guillemet manquant.",
  },
  S0102: {
    en: "The number {token} is too large: write a smaller one, or a text.",
    fr: "Le nombre {token} est trop grand : écrivez-en un plus petit, ou un texte.",
  },
  S0103: {
    en: "“\\{token}” means nothing in a text: write \\\\ for a backslash.",
    fr: "« \\{token} » n’existe pas dans un texte : écrivez \\\\ pour une barre oblique inverse.",
  },
  S0104: {
    en: "After \\u, four hexadecimal digits are expected, as in \\u00e9.",
    fr: "Après \\u, quatre chiffres hexadécimaux sont attendus, comme dans \\u00e9.",
  },
  S0105: {
    en: "The name is not closed: add the missing backquote (`).",
    fr: "Le nom n’est pas fermé : ajoutez l’accent grave manquant (`).",
  },
  S0106: {
    en: "The comment is not closed: add */ at its end.",
    fr: "Le commentaire n’est pas fermé : ajoutez */ à sa fin.",
  },
  S0201: {
    en: "“{token}” does not belong here: an operator or a comma may be missing before it.",
    fr: "« {token} » n’a pas sa place ici : il manque peut-être un opérateur ou une virgule avant.",
  },
  S0202: {
    en: "“{expected}” is expected here, not “{token}”.",
    fr: "« {expected} » est attendu ici, et non « {token} ».",
  },
  S0203: {
    en: "“{expected}” is missing at the end.",
    fr: "Il manque « {expected} » à la fin.",
  },
  S0204: {
    en: "There is no operator “{token}”: remove it or write another.",
    fr: "L’opérateur « {token} » n’existe pas : retirez-le ou écrivez-en un autre.",
  },
  S0205: {
    en: "“{token}” does not belong here: remove it.",
    fr: "« {token} » n’a pas sa place ici : retirez-le.",
  },
  S0206: {
    en: "“{token}” is not an expression: write a value or a field.",
    fr: "« {token} » n’est pas une expression : écrivez une valeur ou un champ.",
  },
  S0207: {
    en: "The expression ends too early: write the value that is missing.",
    fr: "L’expression s’arrête trop tôt : écrivez la valeur qui manque.",
  },
  S0208: {
    en: "A parameter of a function is a name that starts with $: write $name.",
    fr: "Un paramètre de fonction est un nom qui commence par $ : écrivez $nom.",
  },
  S0209: {
    en: "A filter cannot follow a grouping: put it before the brace.",
    fr: "Un filtre ne peut pas suivre un regroupement : placez-le avant l’accolade.",
  },
  S0210: {
    en: "A step can have one grouping only: remove the second.",
    fr: "Une étape ne peut avoir qu’un regroupement : retirez le second.",
  },
  S0211: {
    en: "A value is expected before “{token}”.",
    fr: "Une valeur est attendue avant « {token} ».",
  },
  S0212: {
    en: "Left of :=, write a name that starts with $.",
    fr: "À gauche de :=, écrivez un nom qui commence par $.",
  },
  S0213: {
    en: "After a dot, write the name of a field, not a value.",
    fr: "Après un point, écrivez le nom d’un champ, et non une valeur.",
  },
  S0214: {
    en: "Right of “{token}”, write a name that starts with $.",
    fr: "À droite de « {token} », écrivez un nom qui commence par $.",
  },
  S0215: {
    en: "Put the binding @ or # before the filters.",
    fr: "Placez la liaison @ ou # avant les filtres.",
  },
  S0216: {
    en: "Put the binding @ or # before the sort.",
    fr: "Placez la liaison @ ou # avant le tri.",
  },
  S0217: {
    en: "The parent of this value is not known: use % after a field only.",
    fr: "Le parent de cette valeur est inconnu : n’employez % qu’après un champ.",
  },
  S0301: {
    en: "A regular expression cannot be empty: write a pattern between the slashes.",
    fr: "Une expression régulière ne peut pas être vide : écrivez un motif entre les barres.",
  },
  S0302: {
    en: "The regular expression is not closed: add the slash at its end.",
    fr: "L’expression régulière n’est pas fermée : ajoutez la barre oblique à sa fin.",
  },
  S0401: {
    en: "In a function’s signature, only lists and functions say what they hold.",
    fr: "Dans la signature d’une fonction, seules les listes et les fonctions précisent leur contenu.",
  },
  S0402: {
    en: "In a function’s signature, a choice cannot say what its types hold: write simple types.",
    fr: "Dans la signature d’une fonction, un choix ne précise pas le contenu de ses types : écrivez des types simples.",
  },
  S0500: {
    en: "The expression has a mistake in its writing: correct it first.",
    fr: "L’expression contient une faute d’écriture : corrigez-la d’abord.",
  },
};
