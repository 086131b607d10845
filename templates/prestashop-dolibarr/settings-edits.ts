import type { LocalizedText } from "@/lib/core/text";
import type { TemplateSetting } from "@/templates/contract";

const REVIEW = { value: "review", label: { en: "Put it to me for review", fr: "Me la soumettre pour vérification" } };
const LEAVE = { value: "leave", label: { en: "Leave it as it is", fr: "La laisser telle quelle" } };

function choice(
  key: string,
  label: LocalizedText,
  how: { readonly help?: LocalizedText; readonly default: string; readonly act: { value: string; label: LocalizedText } },
): TemplateSetting {
  return {
    key,
    area: "orders",
    label,
    ...(how.help ? { help: how.help } : {}),
    requirements: ["CO-38"],
    control: { type: "select", default: how.default, options: [how.act, REVIEW, LEAVE] },
  };
}

/** What becomes of an order that is changed or cancelled in the shop after it was booked. */
export const editSettings: readonly TemplateSetting[] = [
  choice(
    "editedOrders",
    { en: "Order changed in the shop, not invoiced yet", fr: "Commande modifiée dans la boutique, pas encore facturée" },
    {
      help: {
        en: "Lines added, removed or changed. A validated order keeps its number. One already shipped is always put to you.",
        fr: "Lignes ajoutées, retirées ou modifiées. Une commande validée garde son numéro. Déjà expédiée, elle vous est toujours soumise.",
      },
      default: "apply",
      act: { value: "apply", label: { en: "Change the order of Dolibarr", fr: "Modifier la commande de Dolibarr" } },
    },
  ),
  choice(
    "editedInvoices",
    { en: "Order changed in the shop, already invoiced", fr: "Commande modifiée dans la boutique, déjà facturée" },
    {
      help: {
        en: "The invoice itself never changes.",
        fr: "La facture elle-même ne change jamais.",
      },
      default: "review",
      act: {
        value: "complement",
        label: {
          en: "Book the difference: credit note or further invoice",
          fr: "Enregistrer l’écart : avoir ou facture complémentaire",
        },
      },
    },
  ),
  choice(
    "cancelledInvoices",
    { en: "Order cancelled in the shop, already invoiced", fr: "Commande annulée dans la boutique, déjà facturée" },
    {
      default: "review",
      act: {
        value: "credit",
        label: { en: "Credit what is left of the invoice", fr: "Établir un avoir du solde de la facture" },
      },
    },
  ),
];
