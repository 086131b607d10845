import { sqlDate, type World } from "../core/world";
import { seedDictionaries } from "./dictionaries";

export interface DemoOptions {
  /** Key of the administrator. Default `dolibarr-demo-key`. */
  readonly key?: string;
  /** Third parties that were customers before the shop opened. Default true. */
  readonly thirdparties?: boolean;
  /**
   * `fresh`: just installed, with the modules an order needs and nothing else. No stock, services, categories or other
   * currencies, no warehouse, no third party, constants unset, and no link taken on creation. Default: a company at work.
   */
  readonly profile?: "fresh";
  /** Bank accounts of a fresh installation. Default 1. */
  readonly bankAccounts?: 0 | 1;
}

const FRESH_MODULES = "api banque commande facture product societe user";

const MODULES =
  "agenda api banque barcode categorie commande expedition facture multicurrency product propal service societe stock user variants webhook";

const CONSTANTS = {
  MAIN_MONNAIE: "EUR",
  MAIN_LANG_DEFAULT: "fr_FR",
  MAIN_INFO_SOCIETE_COUNTRY: "1:FR:France",
  MAIN_INFO_SOCIETE_NOM: "La Maison Bleu Lavande",
  MAIN_MAX_DECIMALS_TOT: "2",
  MAIN_MAX_DECIMALS_UNIT: "5",
  PRODUCT_PRICE_UNIQ: "1",
  STOCK_CALCULATE_ON_SHIPMENT: "1",
  STOCK_ALLOW_NEGATIVE_TRANSFER: "1",
};

const FRESH_CONSTANTS = {
  MAIN_MONNAIE: "EUR",
  MAIN_LANG_DEFAULT: "fr_FR",
  MAIN_INFO_SOCIETE_COUNTRY: "1:FR:France",
  MAIN_INFO_SOCIETE_NOM: "La Maison Bleu Lavande",
  PRODUCT_PRICE_UNIQ: "1",
  SANDBOX_LINKS_ON_CREATION: "ignored",
  SANDBOX_UTF8MB3: "1",
};

/** A French company that has just opened its Dolibarr: dictionaries, banks, warehouses, four customers, no product. */
export function seedDemo(world: World, options: DemoOptions): void {
  seedDictionaries(world);
  if (options.profile === "fresh") seedFresh(world, options);
  else seedCompanyAtWork(world, options);
}

function seedCompanyAtWork(world: World, options: DemoOptions): void {
  for (const name of MODULES.split(" ")) world.table("module").insert({ name });
  for (const [name, value] of Object.entries(CONSTANTS)) world.setConstant(name, value);
  seedUsers(world, options.key ?? "dolibarr-demo-key");
  seedCompany(world);
  seedPlaces(world);
  if (options.thirdparties !== false) seedThirdparties(world);
}

function seedFresh(world: World, options: DemoOptions): void {
  for (const name of FRESH_MODULES.split(" ")) world.table("module").insert({ name });
  for (const [name, value] of Object.entries(FRESH_CONSTANTS)) world.setConstant(name, value);
  seedUsers(world, options.key ?? "dolibarr-demo-key");
  seedCompany(world);
  if (options.bankAccounts !== 0) seedAccount(world, "BANQUE", "Banque", "1");
}

function seedUsers(world: World, key: string): void {
  const users = world.table("user");
  users.insert({
    login: "admin",
    lastname: "Administration",
    password: "passerelle",
    api_key: key,
    admin: "1",
    statut: "1",
    rights: null,
  });
  users.insert({
    login: "lecture",
    lastname: "Lecture seule",
    password: "lecture",
    api_key: `${key}-lecture`,
    admin: "0",
    statut: "1",
    rights: ["societe.lire", "produit.lire"],
  });
  users.insert({
    login: "ancien",
    lastname: "Ancien",
    password: "ancien",
    api_key: `${key}-ancien`,
    admin: "0",
    statut: "0",
    rights: [],
  });
}

function seedCompany(world: World): void {
  world.table("company").put({
    id: 1,
    name: "La Maison Bleu Lavande",
    country_id: 1,
    country_code: "FR",
    address: "8 place de la Fontaine",
    zip: "84220",
    town: "Gordes",
    email: "bonjour@maison-bleu-lavande.example",
    phone: "+33490000000",
    idprof1: "732829320",
    idprof2: "73282932000074",
    tva_intra: "FR44732829320",
    currency_code: "EUR",
    default_lang: "fr_FR",
  });
}

function seedAccount(world: World, ref: string, label: string, courant: string): void {
  const date = world.now();
  world.table("bank_account").insert({
    ref,
    label,
    courant,
    type: courant,
    currency_code: "EUR",
    country_id: "1",
    country_code: "FR",
    date_creation: date,
    date_modification: date,
  });
}

function seedPlaces(world: World): void {
  const date = world.now();
  seedAccount(world, "BANQUE", "Banque", "1");
  seedAccount(world, "CAISSE", "Caisse", "2");
  seedAccount(world, "PAYPAL", "PayPal", "1");
  seedAccount(world, "STRIPE", "Stripe", "1");
  const warehouse = (label: string, description: string, town: string) =>
    world.table("entrepot").insert({ label, description, lieu: town, town, country_id: "1", country_code: "FR", statut: "1" });
  warehouse("Entrepôt principal", "Stock de la boutique en ligne", "Gordes");
  warehouse("Réserve", "Réserve du magasin", "Gordes");
  for (const [code, name, rate] of CURRENCIES) {
    const currency = world.table("multicurrency").insert({ code, name });
    const dated = { date_sync: date, _date: sqlDate(date) };
    world.table("multicurrency_rate").insert({ fk_multicurrency: String(currency.id), rate, ...dated });
  }
}

/** Units of each for one euro. */
const CURRENCIES = [
  ["EUR", "Euro", "1"],
  ["USD", "Dollar américain", "1.1"],
  ["GBP", "Livre sterling", "0.85"],
  ["CHF", "Franc suisse", "0.95"],
] as const;

/** name, e-mail, address, postcode, town, country id and code, VAT number, kind (1 customer, 0 other), supplier. */
const THIRDPARTIES: readonly (readonly string[])[] = [
  [
    "Épicerie du Lavoir",
    "contact@epicerie-du-lavoir.example",
    "3 rue du Lavoir",
    "84000",
    "Avignon",
    "1",
    "FR",
    "FR83404833048",
    "1",
    "0",
  ],
  [
    "Hôtel des Cyprès",
    "reception@hotel-des-cypres.example",
    "21 route de Murs",
    "84220",
    "Gordes",
    "1",
    "FR",
    "FR40303265045",
    "1",
    "0",
  ],
  [
    "Maison Delvaux SPRL",
    "info@maison-delvaux.example",
    "14 rue Haute",
    "1000",
    "Bruxelles",
    "2",
    "BE",
    "BE0403170701",
    "1",
    "0",
  ],
  ["Savonnerie du Luberon", "ventes@savonnerie-luberon.example", "Zone artisanale", "84400", "Apt", "1", "FR", "", "0", "1"],
];

function seedThirdparties(world: World): void {
  const date = world.now();
  let customers = 0;
  for (const [name, email, address, zip, town, country_id, country_code, tva_intra, client, fournisseur] of THIRDPARTIES) {
    if (client === "1") customers += 1;
    world.table("societe").insert({
      name: name ?? "",
      email: email ?? "",
      address: address ?? "",
      zip: zip ?? "",
      town: town ?? "",
      country_id: country_id ?? null,
      country_code: country_code ?? "",
      tva_intra: tva_intra ?? "",
      client: client ?? "0",
      fournisseur: fournisseur ?? "0",
      ...(client === "1" ? { code_client: `CU2601-${String(customers).padStart(5, "0")}` } : {}),
      date_creation: date,
      date_modification: date,
    });
  }
}
