/** Provence for the home: our own small shop. Prices are net, as PrestaShop stores them (most come from a round gross). */
export type ProductKind = "simple" | "size" | "colour" | "sizeColour" | "virtual" | "pack";

export interface DemoProduct {
  readonly reference: string;
  readonly fr: string;
  readonly en: string;
  /** Gross price in France. */
  readonly gross: string;
  /** 1 20 %, 2 10 %, 3 5.5 %, 4 2.1 %, 0 no tax rule. */
  readonly taxGroup: number;
  readonly category: number;
  readonly manufacturer: number;
  readonly kilograms: string;
  readonly kind: ProductKind;
}

export const CATEGORIES = [
  ["Savons et soins", "Soaps and care"],
  ["Bougies et parfums", "Candles and scents"],
  ["Linge de maison", "Household linen"],
  ["Épicerie fine", "Fine foods"],
  ["Livres et presse", "Books and magazines"],
  ["Art de la table", "Tableware"],
  ["Jardin", "Garden"],
  ["Cadeaux", "Gifts"],
] as const;

export const MANUFACTURERS = [
  "Atelier des Lavandes",
  "Savonnerie du Vieux-Port",
  "L'Oliveraie d'Émile",
  "Tissages Cévenols",
  "Éditions de la Garrigue",
];
export const SUPPLIERS = ["Grossiste du Midi", "Import Méditerranée", "Papeterie Durance"];

/** reference | French | English | gross | tax group | category (1…) | manufacturer (1…) | kg | kind */
const LIST = `
SAV-LAV-100|Savon de Marseille à la lavande|Lavender Marseille soap|4.90|1|1|2|0.1|simple
SAV-OLI-300|Cube de Marseille à l'huile d'olive 300 g|Olive oil Marseille cube 300 g|6.50|1|1|2|0.3|simple
SAV-LIQ|Savon liquide de Marseille|Liquid Marseille soap|9.90|1|1|2|0.5|size
SAV-AMD|Savon à l'amande douce|Sweet almond soap|5.20|1|1|2|0.1|simple
SAV-COF|Coffret de quatre savons|Box of four soaps|19.90|1|1|2|0.45|simple
BAU-LEV|Baume à lèvres au miel|Honey lip balm|5.95|1|1|1|0.02|simple
CRE-MAI|Crème pour les mains à l'amande|Almond hand cream|12.50|1|1|1|0.08|size
HUI-MAS|Huile de massage à l'arnica|Arnica massage oil|18.00|1|1|1|0.15|simple
SEL-BAI|Sels de bain lavande et romarin|Lavender and rosemary bath salts|11.40|1|1|1|0.5|simple
EAU-COL|Eau de Cologne d'été|Summer eau de Cologne|24.90|1|1|1|0.25|simple
BOU-FIG|Bougie parfumée « Figuier »|Scented candle “Fig tree”|22.00|1|2|1|0.4|size
BOU-LAV|Bougie parfumée « Lavande fine »|Scented candle “Fine lavender”|22.00|1|2|1|0.4|size
BOU-CED|Bougie parfumée « Cèdre & cuir »|Scented candle “Cedar & leather”|27.50|1|2|1|0.4|simple
DIF-BAT|Diffuseur à bâtonnets|Reed diffuser|34.90|1|2|1|0.6|colour
BRU-LIN|Brume de linge|Linen mist|14.90|1|2|1|0.3|simple
SAC-LAV|Sachet de lavande de Sault|Sachet of lavender from Sault|6.90|1|2|1|0.05|simple
ENC-PAP|Papier d'encens|Incense paper|3.60|1|2|1|0.02|simple
HUI-ESS|Huile essentielle de lavandin|Lavandin essential oil|9.80|1|2|1|0.05|simple
DRA-PLA|Drap plat en lin lavé|Washed linen flat sheet|119.00|1|3|4|1.4|sizeColour
HOU-COU|Housse de couette en percale|Percale duvet cover|89.90|1|3|4|1.6|sizeColour
TAI-ORE|Taie d'oreiller en percale|Percale pillow case|19.90|1|3|4|0.2|colour
SER-TOI|Serviette de toilette|Bath towel|16.50|1|3|4|0.35|colour
PEI-BAI|Peignoir nid d'abeille|Honeycomb bathrobe|64.00|1|3|4|0.9|sizeColour
PLA-LAI|Plaid en laine mérinos|Merino throw|129.00|1|3|4|1.1|colour
NAP-PRO|Nappe provençale enduite|Coated Provençal tablecloth|45.00|1|3|4|0.7|size
TOR-CUI|Torchon métis|Half-linen tea towel|9.50|1|3|4|0.1|colour
TAB-CUI|Tablier de cuisine|Kitchen apron|28.00|1|3|4|0.25|simple
HUI-OLI|Huile d'olive vierge extra|Extra virgin olive oil|13.90|3|4|3|0.95|size
OLI-NOI|Olives noires de Nyons|Black olives from Nyons|7.80|3|4|3|0.4|simple
TAP-VER|Tapenade verte|Green tapenade|5.60|3|4|3|0.2|simple
MIE-LAV|Miel de lavande IGP|Lavender honey PGI|10.90|3|4|3|0.5|size
CON-ABR|Confiture d'abricots de Provence|Provence apricot jam|6.40|3|4|3|0.37|simple
NOU-BLA|Nougat blanc de Montélimar|White nougat from Montélimar|8.90|3|4|3|0.2|simple
CAL-AIX|Calissons d'Aix|Calissons from Aix|15.80|3|4|3|0.25|simple
HER-PRO|Herbes de Provence Label rouge|Herbes de Provence, Label rouge|4.30|3|4|3|0.05|simple
TIS-VER|Tisane verveine-menthe|Verbena and mint infusion|7.20|3|4|3|0.06|simple
SIR-LAV|Sirop de lavande|Lavender syrup|8.10|3|4|3|0.7|simple
PAS-ANI|Pastilles à l'anis|Aniseed drops|3.30|1|4|3|0.05|simple
VIN-ROS|Vin rosé des coteaux|Hillside rosé wine|9.70|1|4|3|1.3|simple
COF-GOU|Panier gourmand|Gourmet hamper|49.00|2|8|3|2.2|simple
LIV-CUI|« La cuisine d'ici », 120 recettes|“Cooking from here”, 120 recipes|24.90|3|5|5|1.1|simple
LIV-JAR|« Le jardin sec »|“The dry garden”|29.00|3|5|5|0.9|simple
LIV-CAR|Carnet de randonnées du Luberon|Luberon hiking notebook|14.50|3|5|5|0.3|simple
MAG-PRO|Magazine « Provence, saisons »|“Provence, seasons” magazine|6.90|4|5|5|0.35|simple
LIV-NUM|Livre numérique « Plantes à parfum »|E-book “Scented plants”|9.99|3|5|5|0|virtual
CAL-MUR|Calendrier mural illustré|Illustrated wall calendar|17.00|1|5|5|0.3|simple
ASS-FAI|Assiette en faïence|Earthenware plate|21.00|1|6|4|0.7|colour
BOL-PDJ|Bol du petit déjeuner|Breakfast bowl|13.00|1|6|4|0.4|colour
PIC-VER|Pichet en verre soufflé|Blown glass jug|38.00|1|6|4|1.2|simple
VER-SOU|Verre soufflé à bulles|Bubble glass tumbler|9.90|1|6|4|0.25|colour
COU-LAG|Couteau de table à abeille|Bee table knife|36.00|1|6|4|0.12|colour
PLA-BOI|Planche en bois d'olivier|Olive wood board|42.00|1|6|4|1|size
PEI-LAV|Plant de lavande vraie|True lavender plant|7.50|2|7|1|1.5|simple
GRA-FLE|Graines de fleurs mellifères|Seeds of honey flowers|4.20|2|7|1|0.02|simple
ARR-ZIN|Arrosoir en zinc|Zinc watering can|54.00|1|7|4|1.8|simple
SEC-JAR|Sécateur de jardin|Garden secateurs|31.50|1|7|4|0.3|simple
POT-ANI|Pot d'Anduze émaillé|Glazed Anduze pot|79.00|1|7|4|9.5|size
CAR-CAD|Carte cadeau à imprimer|Gift card to print|50.00|0|8|1|0|virtual
COF-BAI|Coffret « Un bain en Provence »|“A bath in Provence” box|39.90|1|8|1|0.9|pack
ETI-PER|Étiquette en bois gravée|Engraved wooden tag|0.45|1|8|4|0.01|simple
`;

export const PRODUCTS: readonly DemoProduct[] = LIST.trim()
  .split("\n")
  .map((line) => {
    const [
      reference = "",
      fr = "",
      en = "",
      gross = "",
      taxGroup = "",
      category = "",
      manufacturer = "",
      kilograms = "",
      kind = "",
    ] = line.split("|");
    return {
      reference,
      fr,
      en,
      gross,
      taxGroup: Number(taxGroup),
      category: Number(category),
      manufacturer: Number(manufacturer),
      kilograms,
      kind: kind as ProductKind,
    };
  });
