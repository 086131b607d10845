import type { LocalizedText } from "@/lib/core/text";

/** Expressions that fail on a record, by JSONata's code. */
export const EVALUATION_ERRORS: Readonly<Record<string, LocalizedText>> = {
  T0410: {
    en: "Argument {index} of {function} is not of the expected kind: convert it, for example with $string() or $number().",
    fr: "L’argument {index} de {function} n’est pas du type attendu : convertissez-le, par exemple par $string() ou $number().",
  },
  T0411: {
    en: "{function} was given no value, and the one at hand is not of the expected kind: write its arguments.",
    fr: "{function} n’a reçu aucune valeur, et celle du contexte n’est pas du type attendu : écrivez ses arguments.",
  },
  T0412: {
    en: "{function} expects a list of values of one kind: filter or convert the list first.",
    fr: "{function} attend une liste de valeurs d’un seul type : filtrez ou convertissez la liste d’abord.",
  },
  D1001: {
    en: "A calculation gives a number that is too large, or a division by zero: check the divisor.",
    fr: "Un calcul donne un nombre trop grand, ou une division par zéro : vérifiez le diviseur.",
  },
  D1002: {
    en: "A minus stands before what is no number: convert it with $number().",
    fr: "Un signe moins précède ce qui n’est pas un nombre : convertissez-le par $number().",
  },
  T1003: {
    en: "The name of a field must be a text: convert it with $string().",
    fr: "Le nom d’un champ doit être un texte : convertissez-le par $string().",
  },
  D1004: {
    en: "The regular expression can match an empty text: write a pattern that needs at least one character.",
    fr: "L’expression régulière peut correspondre à un texte vide : écrivez un motif d’au moins un caractère.",
  },
  T1005: {
    en: "“{token}” is no function: did you mean {function}?",
    fr: "« {token} » n’est pas une fonction : vouliez-vous dire {function} ?",
  },
  T1006: {
    en: "What is called here is no function: check its name, which starts with $.",
    fr: "Ce qui est appelé ici n’est pas une fonction : vérifiez son nom, qui commence par $.",
  },
  T1007: {
    en: "“{token}” is no function: did you mean {function}?",
    fr: "« {token} » n’est pas une fonction : vouliez-vous dire {function} ?",
  },
  T1008: {
    en: "What is applied in part here is no function: check its name, which starts with $.",
    fr: "Ce qui est appliqué en partie ici n’est pas une fonction : vérifiez son nom, qui commence par $.",
  },
  D1009: {
    en: "Two fields of the object have the same name {value}: give one another name.",
    fr: "Deux champs de l’objet portent le même nom {value} : renommez l’un d’eux.",
  },
  T1010: {
    en: "The function given to {function} as a pattern does not answer as a pattern does: use a regular expression.",
    fr: "La fonction donnée à {function} comme motif ne répond pas comme un motif : employez une expression régulière.",
  },
  D1011: {
    en: "The expression calls itself too deeply: make it end sooner, or use $reduce.",
    fr: "L’expression s’appelle elle-même trop profondément : faites-la s’arrêter plus tôt, ou employez $reduce.",
  },
  D1012: {
    en: "The expression takes too long: look for a loop without end, or make it simpler.",
    fr: "L’expression prend trop de temps : cherchez une boucle sans fin, ou simplifiez-la.",
  },
  D1013: {
    en: "A field cannot be named {value}: this name is reserved. Give it another.",
    fr: "Un champ ne peut pas s’appeler {value} : ce nom est réservé. Donnez-lui-en un autre.",
  },
  T2001: {
    en: "Left of “{token}”, a number is expected: convert the value with $number().",
    fr: "À gauche de « {token} », un nombre est attendu : convertissez la valeur par $number().",
  },
  T2002: {
    en: "Right of “{token}”, a number is expected: convert the value with $number().",
    fr: "À droite de « {token} », un nombre est attendu : convertissez la valeur par $number().",
  },
  T2003: {
    en: "Left of “..”, a whole number is expected: round it with $floor().",
    fr: "À gauche de « .. », un nombre entier est attendu : arrondissez-le par $floor().",
  },
  T2004: {
    en: "Right of “..”, a whole number is expected: round it with $floor().",
    fr: "À droite de « .. », un nombre entier est attendu : arrondissez-le par $floor().",
  },
  D2005: {
    en: "Left of :=, write a name that starts with $.",
    fr: "À gauche de :=, écrivez un nom qui commence par $.",
  },
  T2006: {
    en: "Right of “~>”, a function is expected: write $name.",
    fr: "À droite de « ~> », une fonction est attendue : écrivez $nom.",
  },
  T2007: {
    en: "The sort compares values of different kinds: convert them all with $string() or $number().",
    fr: "Le tri compare des valeurs de types différents : convertissez-les toutes par $string() ou $number().",
  },
  T2008: {
    en: "The sort needs numbers or texts: sort by a field that holds one.",
    fr: "Le tri demande des nombres ou des textes : triez selon un champ qui en contient.",
  },
  T2009: {
    en: "“{token}” compares values of different kinds: convert one with $string() or $number().",
    fr: "« {token} » compare des valeurs de types différents : convertissez-en une par $string() ou $number().",
  },
  T2010: {
    en: "“{token}” compares numbers or texts only: convert the values first.",
    fr: "« {token} » ne compare que des nombres ou des textes : convertissez d’abord les valeurs.",
  },
  T2011: {
    en: "What a transform puts in must be an object: write it in braces.",
    fr: "Ce qu’une transformation ajoute doit être un objet : écrivez-le entre accolades.",
  },
  T2012: {
    en: "What a transform removes must be one name of a field, or a list of names.",
    fr: "Ce qu’une transformation retire doit être un nom de champ, ou une liste de noms.",
  },
  T2013: {
    en: "The transform needs $clone, to which the expression gives another meaning: use another name.",
    fr: "La transformation a besoin de $clone, que l’expression redéfinit : employez un autre nom.",
  },
  D2014: {
    en: "The list from one number to the other is too long ({value} entries): bring them closer.",
    fr: "La liste d’un nombre à l’autre est trop longue ({value} éléments) : rapprochez-les.",
  },
  D2015: {
    en: "A list grows beyond the {value} entries allowed: filter it sooner.",
    fr: "Une liste dépasse les {value} éléments permis : filtrez-la plus tôt.",
  },
  D3001: {
    en: "A number without end cannot become a text: look for a division by zero.",
    fr: "Un nombre infini ne peut pas devenir un texte : cherchez une division par zéro.",
  },
  D3010: {
    en: "What $replace looks for cannot be empty: give its second argument a text.",
    fr: "Ce que $replace cherche ne peut pas être vide : donnez un texte en second argument.",
  },
  D3011: {
    en: "The limit of $replace must be zero or more.",
    fr: "La limite de $replace doit être positive ou nulle.",
  },
  D3012: {
    en: "What $replace puts in must be a text: convert it with $string().",
    fr: "Ce que $replace met à la place doit être un texte : convertissez-le par $string().",
  },
  D3020: {
    en: "The limit of $split must be zero or more.",
    fr: "La limite de $split doit être positive ou nulle.",
  },
  D3030: {
    en: "{value} cannot be read as a number: check the field, or give another value when it is empty.",
    fr: "{value} ne peut pas être lu comme un nombre : vérifiez le champ, ou donnez une autre valeur quand il est vide.",
  },
  D3040: {
    en: "The limit of $match must be zero or more.",
    fr: "La limite de $match doit être positive ou nulle.",
  },
  D3050: {
    en: "The function given to $reduce needs two parameters: function($sum, $value) { … }.",
    fr: "La fonction donnée à $reduce demande deux paramètres : function($somme, $valeur) { … }.",
  },
  D3060: {
    en: "$sqrt has no result for a negative number: {value}.",
    fr: "$sqrt n’a pas de résultat pour un nombre négatif : {value}.",
  },
  D3061: {
    en: "$power gives a number that is too large, or none: check its arguments.",
    fr: "$power donne un nombre trop grand, ou aucun : vérifiez ses arguments.",
  },
  D3070: {
    en: "$sort alone sorts numbers, or texts: give it a function that compares the others.",
    fr: "$sort seul trie des nombres, ou des textes : donnez-lui une fonction qui compare les autres valeurs.",
  },
  D3110: {
    en: "$toMillis cannot read {value}: write an ISO date such as 2024-03-26T12:00:00Z, or give a format.",
    fr: "$toMillis ne peut pas lire {value} : écrivez une date ISO telle que 2024-03-26T12:00:00Z, ou donnez un format.",
  },
  D3120: {
    en: "The text given to $eval is no expression: {value}",
    fr: "Le texte donné à $eval n’est pas une expression : {value}",
  },
  D3121: {
    en: "The expression given to $eval fails: {value}",
    fr: "L’expression donnée à $eval échoue : {value}",
  },
  D3137: {
    en: "{message}",
    fr: "{message}",
  },
  D3138: {
    en: "$single finds more than one value: narrow its condition.",
    fr: "$single trouve plus d’une valeur : resserrez sa condition.",
  },
  D3139: {
    en: "$single finds no value: widen its condition, or use $filter.",
    fr: "$single ne trouve aucune valeur : élargissez sa condition, ou employez $filter.",
  },
  D3140: {
    en: "{value} cannot be coded or decoded as an address: check the text.",
    fr: "{value} ne peut pas être codé ou décodé comme une adresse : vérifiez le texte.",
  },
  D3141: {
    en: "{message}",
    fr: "{message}",
  },
};
