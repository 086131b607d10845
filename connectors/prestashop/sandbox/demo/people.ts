import { createHash } from "node:crypto";
import type { Random } from "@/connectors/sandbox-kit/random";
import type { Row } from "@/connectors/sandbox-kit/store";
import { type Shop, table } from "../shop";
import { insert } from "./insert";

const FIRST_NAMES = [
  "Amélie",
  "Jean-François",
  "Noël",
  "Zoé",
  "Hélène",
  "Sébastien",
  "Aïcha",
  "Loïc",
  "Françoise",
  "Étienne",
  "Maëlle",
  "Gaël",
  "Chloé",
  "Benoît",
  "Inès",
  "Rémi",
  "Nathalie",
  "Théo",
  "Solène",
  "André",
];
const LAST_NAMES = [
  "L'Hostis",
  "D'Angelo",
  "Lefèvre",
  "Müller",
  "Garcia",
  "O'Brien",
  "Bénard",
  "de La Tour",
  "Nguyen",
  "Le Goff",
  "Châtelain",
  "Durand",
  "Œuvrard",
  "Fernandès",
  "Peltier",
  "Grosjean",
  "Mercier",
  "Vanderstraeten",
  "Rossi",
  "Abdelkader",
];
const COMPANIES = [
  "Hôtel des Alpilles",
  "Maison d'hôtes L'Oustau",
  "Boutique & Cie",
  "Épicerie du Cours",
  "Concept Store Bleu",
  "SARL Les Cigales",
];
const STREETS = [
  "rue de l'Église",
  "avenue Frédéric-Mistral",
  "chemin des Oliviers",
  "place du Général-de-Gaulle",
  "bd Saint-Michel",
  "impasse de l'Été",
];

interface Place {
  readonly country: number;
  readonly state?: number;
  readonly cities: readonly (readonly [postcode: string, city: string])[];
  readonly phone: string;
}

const FRANCE: Place = {
  country: 8,
  cities: [
    ["13100", "Aix-en-Provence"],
    ["84800", "L'Isle-sur-la-Sorgue"],
    ["75011", "Paris"],
    ["69003", "Lyon"],
    ["29200", "Brest"],
    ["67000", "Strasbourg"],
    ["20000", "Ajaccio"],
    ["38000", "Grenoble"],
  ],
  phone: "06 12 34 56 ",
};
const ABROAD: readonly Place[] = [
  {
    country: 1,
    cities: [
      ["10115", "Berlin"],
      ["80331", "München"],
    ],
    phone: "+49 30 123456 ",
  },
  {
    country: 3,
    cities: [
      ["1000", "Bruxelles"],
      ["4000", "Liège"],
    ],
    phone: "+32 2 123 45 ",
  },
  {
    country: 19,
    cities: [
      ["1201", "Genève"],
      ["8001", "Zürich"],
    ],
    phone: "+41 22 123 45 ",
  },
  { country: 21, state: 1, cities: [["10001", "New York"]], phone: "+1 212 555 01" },
  { country: 6, cities: [["08001", "Barcelona"]], phone: "+34 93 123 45 " },
];
/** Well-formed numbers of the kind the authorities publish as samples; they belong to nobody here. */
const VAT: Readonly<Record<number, string>> = { 8: "FR40303265045", 1: "DE123456789", 3: "BE0411905847", 6: "ESB58378431" };

/** How the customers are spread: French at home, French companies, guests, other countries, companies abroad. */
type Kind = "private" | "company" | "guest" | "abroad" | "abroadCompany";
const KINDS: readonly (readonly [Kind, number])[] = [
  ["private", 50],
  ["company", 14],
  ["guest", 16],
  ["abroad", 14],
  ["abroadCompany", 6],
];
/** The first of the demo, so that even few customers show every kind. */
const FIRST_KINDS: readonly Kind[] = ["private", "company", "guest", "abroad", "abroadCompany", "private"];

export function addCustomers(shop: Shop, count: number, random: Random, moment: string): void {
  for (let added = 0; added < count; added += 1) {
    const position = table(shop, "customers").sequence;
    addCustomer(shop, position, FIRST_KINDS[position] ?? random.weighted(KINDS), random, moment);
  }
}

function addCustomer(shop: Shop, position: number, kind: Kind, random: Random, moment: string): Row {
  const firstname = FIRST_NAMES[position % FIRST_NAMES.length] ?? "Ana";
  const lastname = LAST_NAMES[(position * 7) % LAST_NAMES.length] ?? "Durand";
  const isCompany = kind === "company" || kind === "abroadCompany";
  const place = kind === "abroad" || kind === "abroadCompany" ? abroad(kind, position, random) : FRANCE;
  const company = isCompany ? (COMPANIES[position % COMPANIES.length] ?? "") : "";
  const email = `${ascii(firstname)}.${ascii(lastname)}.${position + 1}@example.com`;
  const group = kind === "guest" ? "2" : "3";
  const customer = insert(shop, "customers", {
    id_default_group: group,
    id_lang: place.country === 8 || place.country === 3 || place.country === 19 ? "1" : "2",
    firstname,
    lastname,
    email,
    passwd: "$2y$10$demodemodemodemodemodemodemodemodemodemodemodemodemo",
    secure_key: createHash("md5").update(email).digest("hex"),
    id_gender: String((position % 2) + 1),
    birthday: "1980-01-01",
    newsletter: random.chance(0.4) ? "1" : "0",
    active: "1",
    company,
    siret: kind === "company" ? "30326504500017" : "",
    is_guest: kind === "guest" ? "1" : "0",
    id_shop: "1",
    id_shop_group: "1",
    date_add: moment,
    date_upd: moment,
    last_passwd_gen: moment,
    "@groups": [{ id: group }],
  });
  addAddress(shop, customer, place, company, "Maison", random, moment);
  if (random.chance(0.3)) addAddress(shop, customer, place, company, "Bureau", random, moment);
  return customer;
}

/** Only countries of the Union have companies that the tax manager exempts. */
function abroad(kind: Kind, position: number, random: Random): Place {
  if (kind === "abroadCompany") return (position % 2 === 0 ? ABROAD[0] : ABROAD[1]) ?? FRANCE;
  return random.pick(ABROAD);
}

function addAddress(
  shop: Shop,
  customer: Row,
  place: Place,
  company: string,
  alias: string,
  random: Random,
  moment: string,
): Row {
  const [postcode, city] = random.pick(place.cities);
  return insert(shop, "addresses", {
    id_customer: String(customer.id),
    id_country: String(place.country),
    id_state: String(place.state ?? 0),
    alias,
    company,
    vat_number: company === "" ? "" : (VAT[place.country] ?? ""),
    lastname: customer.lastname ?? "",
    firstname: customer.firstname ?? "",
    address1: `${random.integer(1, 180)} ${random.pick(STREETS)}`,
    address2: random.chance(0.2) ? "Bât. B, 2e étage" : "",
    postcode,
    city,
    phone: `${place.phone}${random.integer(10, 99)}`,
    deleted: "0",
    date_add: moment,
    date_upd: moment,
  });
}

function ascii(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/Œ/g, "Oe")
    .replace(/[^A-Za-z-]/g, "")
    .toLowerCase();
}
