import type { JsonObject } from "@/lib/core/json";
import type { World } from "../core/world";
import { countryRows } from "./countries";
import { TRIGGERS } from "./triggers";

type Rows = readonly (JsonObject & { id: number })[];

/** Rows from `id | code | label | …` lines under these field names. */
function rows(fields: string, lines: string, constant: JsonObject = {}): Rows {
  const [, ...names] = fields.split(" ");
  return lines
    .trim()
    .split("\n")
    .map((line) => {
      const [id = "", ...values] = line.split("|").map((value) => value.trim());
      const own = Object.fromEntries(names.map((name, at) => [name, values[at] ?? ""]));
      return { id: Number(id), ...own, ...constant };
    });
}

const PAYMENT_TYPES = rows(
  "id code type label",
  `2 | VIR | 2 | Virement bancaire
   3 | PRE | 2 | Prélèvement
   4 | LIQ | 2 | Espèces
   6 | CB | 2 | Carte bancaire
   7 | CHQ | 2 | Chèque
   50 | VAD | 2 | Paiement en ligne
   105 | PPL | 2 | PayPal`,
  { module: null },
);

const PAYMENT_TERMS = rows(
  "id code sortorder label descr type_cdr nbjour",
  `1 | RECEP | 1 | À réception | À réception de facture | 0 | 1
   2 | 30D | 2 | 30 jours | Règlement à 30 jours | 0 | 30
   3 | 30DENDMONTH | 3 | 30 jours fin de mois | Règlement à 30 jours fin de mois | 1 | 30
   4 | 60D | 4 | 60 jours | Règlement à 60 jours | 0 | 60
   5 | 60DENDMONTH | 5 | 60 jours fin de mois | Règlement à 60 jours fin de mois | 1 | 60
   6 | PT_ORDER | 6 | À commande | À réception de commande | 0 | 1
   7 | PT_DELIVERY | 7 | À livraison | À livraison | 0 | 1`,
  { decalage: null, module: null },
);

const SHIPPING_METHODS = rows(
  "id code label description tracking",
  `1 | CATCH | Enlèvement sur place | Enlèvement en magasin par le client |
   2 | TRANS | Transporteur générique | Transporteur générique |
   3 | COLSUI | Colissimo Suivi | Colissimo Suivi | https://www.laposte.fr/outils/suivre-vos-envois?code={TRACKID}
   5 | UPS | UPS | United Parcel Service | https://www.ups.com/track?tracknum={TRACKID}
   6 | MONDIALRELAY | Mondial Relay | Livraison en point relais |`,
  { module: null },
);

const AVAILABILITY = rows(
  "id code label",
  "1 | AV_NOW | Immédiate\n7 | AV_1W | 1 semaine\n8 | AV_2W | 2 semaines\n9 | AV_3W | 3 semaines",
);

const ORIGINS = rows(
  "id code label",
  "1 | SRC_INTE | Internet\n5 | SRC_COMM | Contact commercial\n6 | SRC_SHOP | Contact magasin\n11 | SRC_CAMP_EMAIL | Campagne e-mail",
  { module: null },
);

const CIVILITIES = rows(
  "id code label",
  "1 | MME | Madame\n2 | MR | Monsieur\n3 | MLE | Mademoiselle\n4 | MTRE | Maître\n5 | DR | Docteur",
  {
    module: null,
  },
);

const UNITS = rows(
  "id code label short_label scale unit_type",
  `2 | KG | WeightUnitkg | kg | 0 | weight
   3 | G | WeightUnitg | g | -3 | weight
   8 | L | VolumeUnitlitre | l | 0 | volume
   20 | M | SizeUnitm | m | 0 | size
   24 | P | Piece | p | 0 | qty`,
  { active: "1" },
);

const CONTACT_TYPES = rows(
  "id code type label",
  `10 | BILLING | propal | Contact client facturation proposition
   22 | BILLING | commande | Contact client facturation commande
   24 | CUSTOMER | commande | Contact client suivi commande
   25 | SHIPPING | commande | Contact client livraison commande
   60 | BILLING | facture | Contact client facturation
   61 | SHIPPING | facture | Contact client livraison
   62 | SERVICE | facture | Contact client prestation`,
  { source: "external", module: null, position: "0" },
);

const CURRENCIES = rows(
  "id code_iso label",
  "1 | EUR | Euro\n2 | USD | Dollar américain\n3 | GBP | Livre sterling\n4 | CHF | Franc suisse",
  {
    unicode: null,
  },
);

const LEGAL_FORMS = rows(
  "id code libelle",
  "52 | 10 | Entrepreneur individuel\n53 | 54 | Société à responsabilité limitée (SARL)\n54 | 57 | Société par actions simplifiée (SAS)",
  { fk_pays: "1", isvatexempted: "0", active: "1", module: null, position: "0" },
);

const INCOTERMS = rows("id code", "1 | EXW\n8 | CIP\n9 | DAP\n10 | DDP", { active: "1" });

/** VAT of France: not readable over the API, but what lines may carry without surprise. */
const VAT = rows(
  "id taux code note",
  "11 | 20 | | TVA taux normal\n12 | 10 | | TVA taux intermédiaire\n13 | 5.5 | | TVA taux réduit\n14 | 2.1 | | TVA taux particulier\n15 | 0 | | TVA 0 ou non applicable",
);

const STATES: Rows = [
  "13 Bouches-du-Rhône",
  "31 Haute-Garonne",
  "33 Gironde",
  "44 Loire-Atlantique",
  "59 Nord",
  "69 Rhône",
  "75 Paris",
].map((entry, at) => {
  const [code = "", ...words] = entry.split(" ");
  const name = words.join(" ");
  return {
    id: at + 1,
    entity: null,
    code,
    label: null,
    active: "1",
    rowid: null,
    code_departement: code,
    name,
    nom: name,
    _country: "1",
  };
});

const DICTIONARIES: Readonly<Record<string, Rows>> = {
  payment_types: PAYMENT_TYPES,
  payment_terms: PAYMENT_TERMS,
  shipping_methods: SHIPPING_METHODS,
  availability: AVAILABILITY,
  ordering_origins: ORIGINS,
  civilities: CIVILITIES,
  units: UNITS,
  contact_types: CONTACT_TYPES,
  currencies: CURRENCIES,
  legal_form: LEGAL_FORMS,
  incoterms: INCOTERMS,
  vat: VAT,
  states: STATES,
  countries: countryRows(),
  triggers: TRIGGERS.map(([elementtype, code, label], at) => {
    const description = `Executed when: ${label}`;
    return { id: at + 1, elementtype, code, contexts: null, label, description, rang: String(at + 1) };
  }),
};

export function seedDictionaries(world: World): void {
  for (const [name, entries] of Object.entries(DICTIONARIES)) {
    for (const row of entries) world.table(`dictionary:${name}`).put(row);
  }
}
