import type { TemplateSetting } from "@/templates/contract";

const service = (key: string, reference: string, label: string, name: { en: string; fr: string }): TemplateSetting[] => [
  {
    key: `${key}Reference`,
    area: "orders",
    label: { en: `${name.en}: reference of the service`, fr: `${name.fr} : référence du service` },
    help: { en: "Created in Dolibarr when it is first needed.", fr: "Créé dans Dolibarr à son premier usage." },
    requirements: ["CO-30"],
    control: { type: "text", default: reference, maxLength: 128 },
  },
  {
    key: `${key}Label`,
    area: "orders",
    label: { en: `${name.en}: label on documents`, fr: `${name.fr} : libellé sur les documents` },
    requirements: ["CO-30"],
    control: { type: "text", default: label, maxLength: 255 },
  },
];

/** Settings of the orders and their invoices, payments and credit notes. */
export const orderSettings: readonly TemplateSetting[] = [
  {
    key: "ordersFrom",
    area: "orders",
    label: { en: "Orders changed since", fr: "Commandes modifiées depuis" },
    help: { en: "For the first run.", fr: "Pour la première exécution." },
    requirements: ["CO-12", "GEN-10"],
    control: { type: "date", default: null },
  },
  {
    key: "shops",
    area: "orders",
    label: { en: "Shops", fr: "Boutiques" },
    help: {
      en: "Of a PrestaShop with several shops. None chosen: all of them.",
      fr: "D’un PrestaShop à plusieurs boutiques. Aucune choisie : toutes.",
    },
    requirements: ["GEN-10"],
    control: { type: "lookup", role: "shop", lookup: "shops", multiple: true, default: null },
  },
  {
    key: "guestAccount",
    area: "orders",
    label: { en: "One account for all guests", fr: "Un seul compte pour tous les invités" },
    help: {
      en: "Name of that third party. Empty: each guest is a third party of their own, recognised by e-mail.",
      fr: "Nom de ce tiers. Vide : chaque invité est un tiers, reconnu à son adresse e-mail.",
    },
    requirements: ["CO-02"],
    control: { type: "text", default: "", maxLength: 128 },
  },
  {
    key: "unknownCustomer",
    area: "orders",
    label: { en: "Customer unknown in Dolibarr", fr: "Client inconnu dans Dolibarr" },
    requirements: ["CO-12", "GEN-05"],
    control: {
      type: "select",
      default: "create",
      options: [
        { value: "create", label: { en: "Create the third party", fr: "Créer le tiers" } },
        { value: "skip", label: { en: "Skip the order, with the reason", fr: "Passer la commande, avec le motif" } },
      ],
    },
  },
  {
    key: "customerReference",
    area: "orders",
    label: { en: "Shop reference as customer reference", fr: "Référence de la boutique en « Réf. client »" },
    requirements: ["CO-29"],
    control: { type: "switch", default: true },
  },
  {
    key: "unmappedTax",
    area: "orders",
    label: { en: "VAT rate without a row in the table", fr: "Taux de TVA absent de la table" },
    requirements: ["GEN-07"],
    control: {
      type: "select",
      default: "same",
      options: [
        { value: "same", label: { en: "Use the shop’s own rate", fr: "Garder le taux de la boutique" } },
        { value: "block", label: { en: "Block the record", fr: "Bloquer l’enregistrement" } },
      ],
    },
  },
  {
    key: "unmappedCurrency",
    area: "orders",
    label: { en: "Currency that Dolibarr does not keep", fr: "Devise que Dolibarr ne tient pas" },
    requirements: ["CO-35"],
    control: {
      type: "select",
      default: "company",
      options: [
        {
          value: "company",
          label: {
            en: "Book in the company’s, at the order’s rate",
            fr: "Enregistrer dans celle de la société, au taux de la commande",
          },
        },
        { value: "block", label: { en: "Block the record", fr: "Bloquer l’enregistrement" } },
      ],
    },
  },
  {
    key: "discountLines",
    area: "orders",
    label: { en: "Discounts", fr: "Remises" },
    requirements: ["CO-31"],
    control: {
      type: "select",
      default: "each",
      options: [
        { value: "each", label: { en: "One line per shop discount", fr: "Une ligne par remise de la boutique" } },
        { value: "one", label: { en: "On a single line", fr: "Sur une seule ligne" } },
      ],
    },
  },
  {
    key: "differenceLine",
    area: "orders",
    label: { en: "Rounding difference on its own line", fr: "Écart d’arrondi sur une ligne dédiée" },
    help: {
      en: "So that the document equals what the customer paid where Dolibarr rounds otherwise.",
      fr: "Pour que le document égale ce que le client a payé là où Dolibarr arrondit autrement.",
    },
    requirements: ["GEN-07"],
    control: { type: "switch", default: true },
  },
  {
    key: "carrierName",
    area: "orders",
    label: { en: "Carrier’s name on the shipping line", fr: "Nom du transporteur sur la ligne de port" },
    requirements: ["CO-33"],
    control: { type: "switch", default: true },
  },
  ...service("shipping", "PrestaShipping", "Frais de port", { en: "Shipping", fr: "Frais de port" }),
  ...service("wrapping", "PrestaWrapping", "Emballage cadeau", { en: "Wrapping", fr: "Emballage" }),
  ...service("discount", "PrestaDiscount", "Remise", { en: "Discount", fr: "Remise" }),
  ...service("difference", "PrestaDifference", "Écart d’arrondi", { en: "Difference", fr: "Écart" }),
  {
    key: "secondTax",
    area: "orders",
    label: { en: "Second tax of a line", fr: "Seconde taxe d’une ligne" },
    help: {
      en: "Canada, Spain… Local taxes must be set up in Dolibarr, with the same rates.",
      fr: "Canada, Espagne… Les taxes locales doivent être réglées dans Dolibarr, aux mêmes taux.",
    },
    requirements: ["CO-36"],
    control: {
      type: "select",
      default: "combined",
      options: [
        { value: "combined", label: { en: "In one rate with the first", fr: "En un seul taux avec la première" } },
        { value: "local", label: { en: "As a local tax of Dolibarr", fr: "En taxe locale de Dolibarr" } },
      ],
    },
  },
  {
    key: "intraNote",
    area: "orders",
    label: { en: "Untaxed, company of the Union: reason", fr: "Sans TVA, société de l’Union : motif" },
    help: { en: "Printed on the document.", fr: "Imprimé sur le document." },
    requirements: ["CO-02"],
    control: {
      type: "text",
      default: "Exonération de TVA, article 262 ter, I du code général des impôts",
      maxLength: 255,
    },
  },
  {
    key: "exportNote",
    area: "orders",
    label: { en: "Untaxed, outside the Union: reason", fr: "Sans TVA, hors de l’Union : motif" },
    help: { en: "Printed on the document.", fr: "Imprimé sur le document." },
    requirements: ["CO-02"],
    control: { type: "text", default: "Exonération de TVA, article 262, I du code général des impôts", maxLength: 255 },
  },
  {
    key: "orderMessages",
    area: "orders",
    label: { en: "Note and gift message of the order", fr: "Note et message cadeau de la commande" },
    help: { en: "In the private note of the order.", fr: "Dans la note privée de la commande." },
    requirements: ["CO-02"],
    control: { type: "switch", default: true },
  },
  {
    key: "customerMessages",
    area: "orders",
    label: { en: "Messages exchanged with the customer", fr: "Messages échangés avec le client" },
    help: {
      en: "Those there are when the order is booked. Private ones always go to the private note.",
      fr: "Ceux qui existent quand la commande est enregistrée. Les messages privés vont toujours dans la note privée.",
    },
    requirements: ["CO-02"],
    control: {
      type: "select",
      default: "private",
      options: [
        { value: "none", label: { en: "Leave them in the shop", fr: "Les laisser dans la boutique" } },
        { value: "private", label: { en: "All of them in the private note", fr: "Tous dans la note privée" } },
        { value: "both", label: { en: "Public ones in the public note", fr: "Les publics dans la note publique" } },
      ],
    },
  },
  {
    key: "classifyBilled",
    area: "orders",
    label: { en: "Mark invoiced orders as billed", fr: "Classer facturées les commandes facturées" },
    requirements: ["CO-26"],
    control: { type: "switch", default: true },
  },
  {
    key: "invoicePdf",
    area: "orders",
    label: { en: "Make the PDF of invoices", fr: "Produire le PDF des factures" },
    requirements: ["CO-39"],
    control: { type: "switch", default: false },
  },
  {
    key: "creditNotes",
    area: "orders",
    label: { en: "Credit slips become credit notes", fr: "Les avoirs de la boutique deviennent des avoirs" },
    help: {
      en: "Linked to their invoice and validated. The money paid back is left to you.",
      fr: "Liés à leur facture et validés. Le remboursement reste à votre main.",
    },
    requirements: ["CO-02"],
    control: { type: "switch", default: true },
  },
];
