import type { LocalizedText } from "@/lib/core/text";

/** Formats of numbers and dates, by JSONata's code. */
export const PICTURE_ERRORS: Readonly<Record<string, LocalizedText>> = {
  D3080: {
    en: "A number’s format has two parts at the most, one for negative numbers: remove a “;”.",
    fr: "Le format d’un nombre a deux parties au plus, dont une pour les négatifs : retirez un « ; ».",
  },
  D3081: {
    en: "A number’s format has one decimal point at the most: remove the others.",
    fr: "Le format d’un nombre a au plus un séparateur décimal : retirez les autres.",
  },
  D3082: {
    en: "A number’s format has one % at the most: remove the others.",
    fr: "Le format d’un nombre a au plus un % : retirez les autres.",
  },
  D3083: {
    en: "A number’s format has one ‰ at the most: remove the others.",
    fr: "Le format d’un nombre a au plus un ‰ : retirez les autres.",
  },
  D3084: {
    en: "A number’s format has either % or ‰: remove one.",
    fr: "Le format d’un nombre a soit %, soit ‰ : retirez l’un des deux.",
  },
  D3085: {
    en: "A number’s format needs a digit, 0 or #: add one.",
    fr: "Le format d’un nombre demande un chiffre, 0 ou # : ajoutez-en un.",
  },
  D3086: {
    en: "A number’s format has a letter between its digits: move it before or after them.",
    fr: "Le format d’un nombre a une lettre entre ses chiffres : déplacez-la avant ou après.",
  },
  D3087: {
    en: "A number’s format has a “,” beside the decimal point: remove it.",
    fr: "Le format d’un nombre a une « , » à côté du séparateur décimal : retirez-la.",
  },
  D3088: {
    en: "A number’s format ends with a “,”: remove it.",
    fr: "Le format d’un nombre se termine par une « , » : retirez-la.",
  },
  D3089: {
    en: "A number’s format has two “,” side by side: remove one.",
    fr: "Le format d’un nombre a deux « , » côte à côte : retirez-en une.",
  },
  D3090: {
    en: "Before the decimal point, # comes before 0: put them in this order.",
    fr: "Avant le séparateur décimal, # précède 0 : remettez-les dans cet ordre.",
  },
  D3091: {
    en: "After the decimal point, 0 comes before #: put them in this order.",
    fr: "Après le séparateur décimal, 0 précède # : remettez-les dans cet ordre.",
  },
  D3092: {
    en: "A format with % or ‰ has no exponent: remove one of the two.",
    fr: "Un format avec % ou ‰ n’a pas d’exposant : retirez l’un des deux.",
  },
  D3093: {
    en: "The exponent of a format is made of digits only: write 0 after the e.",
    fr: "L’exposant d’un format n’est fait que de chiffres : écrivez 0 après le e.",
  },
  D3100: {
    en: "$formatBase writes in a base from 2 to 36, not {value}.",
    fr: "$formatBase écrit dans une base de 2 à 36, et non {value}.",
  },
  D3130: {
    en: "Numbers cannot be written from {value}: use 1, A, a, I, i, w or W.",
    fr: "Les nombres ne peuvent pas s’écrire à partir de {value} : employez 1, A, a, I, i, w ou W.",
  },
  D3131: {
    en: "All digits of the format must be of the same kind: write them alike.",
    fr: "Tous les chiffres du format doivent être de la même famille : écrivez-les de même.",
  },
  D3132: {
    en: "A date’s format has no part {value}: use Y, M, D, H, m, s, f, Z…",
    fr: "Le format d’une date n’a pas de partie {value} : employez Y, M, D, H, m, s, f, Z…",
  },
  D3133: {
    en: "Only months and days have names, not {value}: use figures.",
    fr: "Seuls les mois et les jours ont un nom, et non {value} : employez des chiffres.",
  },
  D3134: {
    en: "The zone of a date’s format has four digits at the most.",
    fr: "Le fuseau d’un format de date a quatre chiffres au plus.",
  },
  D3135: {
    en: "A part of the date’s format is not closed: add the missing ].",
    fr: "Une partie du format de date n’est pas fermée : ajoutez le ] manquant.",
  },
  D3136: {
    en: "The date’s format leaves out a part that is needed to read the date: add the year, the month or the hour.",
    fr: "Le format de date omet une partie nécessaire pour lire la date : ajoutez l’année, le mois ou l’heure.",
  },
};
