/** Words of shops and back offices that mean the same, in English and French; the first of each row is its meaning. */
const SYNONYMS: readonly (readonly string[])[] = [
  ["name", "nom", "label", "libelle", "designation", "title", "titre", "product name"],
  ["lastname", "last name", "surname", "family name", "nom de famille"],
  ["firstname", "first name", "prenom", "given name"],
  ["company", "societe", "raison sociale", "organisation", "organization", "company name"],
  ["email", "mail", "courriel", "e mail", "email address", "adresse email"],
  ["phone", "telephone", "tel", "phone number", "phone pro"],
  ["mobile", "phone mobile", "portable", "mobile phone", "gsm"],
  ["address", "adresse", "street", "rue", "address1", "adresse1"],
  ["zip", "postcode", "postal code", "code postal", "zipcode", "zip code", "cp"],
  ["city", "town", "ville", "locality", "commune"],
  ["country", "pays", "country code", "country id"],
  ["state", "region", "departement", "province", "state id"],
  ["vat number", "tva intra", "vat", "numero tva", "tva intracommunautaire", "vat id", "tax number"],
  ["siret", "idprof2"],
  ["siren", "idprof1"],
  ["reference", "ref", "sku", "code", "product ref", "product reference", "article code", "code article"],
  ["barcode", "ean13", "ean", "gtin", "code barre", "codebarre", "upc"],
  ["description", "desc", "long description", "texte", "text"],
  ["price", "prix", "unit price", "prix unitaire", "subprice", "unit net", "prix ht", "price ht"],
  ["quantity", "qty", "quantite", "qte", "product quantity"],
  ["vat rate", "tva tx", "tax rate", "taux tva", "taux de tva", "taux"],
  ["total gross", "total ttc", "total paid", "montant ttc", "total tax incl", "gross", "total paid tax incl"],
  ["total net", "total ht", "montant ht", "total tax excl", "net", "total paid tax excl"],
  ["date", "date add", "created at", "date creation", "created", "order date", "date commande"],
  ["updated", "date upd", "date modification", "updated at", "modified"],
  ["weight", "poids"],
  ["stock", "level", "quantite en stock", "physical quantity"],
  ["active", "status", "statut", "enabled", "actif"],
  ["comment", "commentaire", "note", "note public", "remark", "remarque", "note private"],
  ["currency", "devise", "multicurrency code", "currency code"],
  ["exchange rate", "multicurrency tx", "conversion rate", "taux de change", "currency rate"],
  ["customer", "client", "thirdparty", "tiers", "socid", "customer id", "id customer"],
  ["carrier", "transporteur", "shipping method", "shipping method id", "id carrier"],
  ["payment mode", "mode reglement", "mode de reglement", "payment", "mode reglement id", "payment method"],
  ["amount", "montant", "sum"],
  ["language", "langue", "default lang", "iso code", "lang"],
  ["website", "url", "site", "site web"],
  ["birthday", "birth", "date de naissance", "naissance"],
];

const MEANINGS: ReadonlyMap<string, string> = new Map(
  SYNONYMS.flatMap((row) => row.map((word) => [word, row[0] ?? word] as const)),
);

/** Words of a field's name, without accents: `dateAdd`, `date_add` and `Date ajoutée` begin alike. */
export function wordsOf(name: string): string[] {
  return name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "");
}

/** What a name means, the name itself when it is not known. */
export function meaningOf(name: string): string {
  const words = wordsOf(name);
  const whole = words.join(" ");
  // `id_country` and `country_id` speak of a country.
  const bare = words.filter((word) => word !== "id").join(" ");
  return MEANINGS.get(whole) ?? MEANINGS.get(bare) ?? whole;
}
