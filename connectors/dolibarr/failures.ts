import type { WriteOutcome } from "@/connectors/contract";
import { mayHaveHappened } from "@/connectors/http";
import { AppError, toAppError, toErrorInfo } from "@/lib/core/errors";
import { isJsonObject } from "@/lib/core/json";
import type { LocalizedText } from "@/lib/core/text";

/** What an error body of Dolibarr says: the reason phrase, and the numbered details that hold the real cause. */
interface DolibarrFailure {
  readonly message: string;
  readonly reasons: readonly string[];
}

/** null when the text is not an error of Dolibarr's API (HTML of a technical error, plain text, nothing). */
export function parseFailure(text: string): DolibarrFailure | null {
  try {
    const body: unknown = JSON.parse(text);
    if (!isJsonObject(body) || !isJsonObject(body.error)) return null;
    const { message, code: _code, ...rest } = body.error;
    const reasons = Object.entries(rest).flatMap(([key, value]) =>
      /^\d+$/.test(key) && typeof value === "string" && value !== "" ? [value] : [],
    );
    return { message: typeof message === "string" ? message : "", reasons };
  } catch {
    return parseCutFailure(text);
  }
}

/** The start of a long error body: the message comes first, the debug part that made it long last. */
function parseCutFailure(text: string): DolibarrFailure | null {
  const message = text.match(/^\s*\{\s*"error"\s*:\s*\{\s*"code"\s*:\s*\d+\s*,\s*"message"\s*:\s*"((?:[^"\\]|\\.)*)"/)?.[1];
  if (message === undefined) return null;
  const reasons = [...text.matchAll(/"\d+"\s*:\s*"((?:[^"\\]|\\.)+)"/g)].map((match) => match[1] ?? "");
  return { message, reasons };
}

/** Rolled back by the database, or a number taken by another call at the same moment: the same request may pass now. */
const PASSING =
  /Deadlock found|Lock wait timeout|try restarting transaction|Duplicate value in a unique field|Duplicate entry .* for key 'uk_(facture|commande|propal|expedition)_ref'/i;

export function isPassing(failure: DolibarrFailure): boolean {
  return [failure.message, ...failure.reasons].some((text) => PASSING.test(text));
}

/** A database of Dolibarr's usual `utf8` has no room for signs of four bytes, smileys among them. */
export function isUnstorable(failure: DolibarrFailure): boolean {
  return [failure.message, ...failure.reasons].some((text) => /Incorrect string value/i.test(text));
}

const ADVICE: readonly (readonly [RegExp, LocalizedText])[] = [
  [
    /_fk_soc[`'" ]/,
    {
      en: "The third party is no longer in Dolibarr: it was merged or deleted, and not exactly one other has its e-mail.",
      fr: "Le tiers n’est plus dans Dolibarr : il a été fusionné ou supprimé, et son adresse e-mail n’est pas celle d’un seul autre.",
    },
  ],
  [
    /ErrorProductAlreadyExists/,
    {
      en: "A product with this reference already exists in Dolibarr.",
      fr: "Un produit portant cette référence existe déjà dans Dolibarr.",
    },
  ],
  [
    /ErrorProductBarCodeAlreadyExists|ErrorBarCodeAlreadyUsed/,
    { en: "Another product already has this barcode.", fr: "Un autre produit porte déjà ce code-barres." },
  ],
  [
    /ErrorCustomerCodeAlreadyUsed|ErrorBadCustomerCodeSyntax|ErrorCustomerCodeRequired/,
    {
      en: "Leave the customer code to Dolibarr: map nothing to « code_client ».",
      fr: "Laissez Dolibarr attribuer le code client : n’associez rien à « code_client ».",
    },
  ],
  [
    /ErrorRefAlreadyExists/,
    { en: "A document with this number already exists.", fr: "Un document portant ce numéro existe déjà." },
  ],
  [
    /This category already exists/,
    {
      en: "A category of this name already exists under the same parent.",
      fr: "Une catégorie de ce nom existe déjà sous le même parent.",
    },
  ],
  [
    /accountid|Account ID is mandatory/i,
    { en: "Choose the bank account that receives the payment.", fr: "Choisissez le compte bancaire qui reçoit le paiement." },
  ],
  [
    /higher than remain to pay|TotalAmountEmpty/,
    {
      en: "The payment is more than what is left to pay on the invoice.",
      fr: "Le paiement dépasse le reste à payer de la facture.",
    },
  ],
  [
    /enough stock/i,
    {
      en: "There is not enough stock in the warehouse. Enter stock, choose another warehouse, or allow negative stock in Dolibarr.",
      fr: "Le stock de l’entrepôt est insuffisant. Entrez du stock, choisissez un autre entrepôt ou autorisez le stock négatif dans Dolibarr.",
    },
  ],
  [
    /Emetteur is mandatory/,
    { en: "A payment by cheque needs the name of its issuer.", fr: "Un paiement par chèque exige le nom de l’émetteur." },
  ],
  [
    /Data too long for column '(\w+)'/,
    { en: "A value is too long for its field in Dolibarr.", fr: "Une valeur est trop longue pour son champ dans Dolibarr." },
  ],
  [
    /SQL or Script injection protection/,
    {
      en: "Dolibarr's injection filter refused a value. Remove quotes, brackets and script-like text from it.",
      fr: "Le filtre anti-injection de Dolibarr a refusé une valeur. Retirez-en guillemets, parenthèses et texte ressemblant à un script.",
    },
  ],
  [
    /API not found/,
    {
      en: "A module this flow needs is off in Dolibarr. Turn it on under Home > Setup > Modules.",
      fr: "Un module nécessaire à ce flux est désactivé dans Dolibarr. Activez-le dans Accueil > Configuration > Modules.",
    },
  ],
  [
    /Module <b>Api<\/b> must be enabled/,
    {
      en: "Turn on the module « API / Web services (REST server) » in Dolibarr.",
      fr: "Activez le module « API / Web services (serveur REST) » dans Dolibarr.",
    },
  ],
  [
    /APIs are not allowed from the IP/,
    {
      en: "Dolibarr only accepts API calls from listed IP addresses. Add the address of this server in the setup of the API module.",
      fr: "Dolibarr n’accepte les appels d’API que depuis certaines adresses IP. Ajoutez l’adresse de ce serveur dans la configuration du module API.",
    },
  ],
  [
    /API_ENDPOINT_RULES/,
    {
      en: "The setup of the API module forbids this kind of data (API_ENDPOINT_RULES).",
      fr: "La configuration du module API interdit ce type de données (API_ENDPOINT_RULES).",
    },
  ],
  [
    /application is offline|temporarily not available/,
    {
      en: "Dolibarr is in maintenance or its database is down. Try again later.",
      fr: "Dolibarr est en maintenance ou sa base de données est arrêtée. Réessayez plus tard.",
    },
  ],
  [
    /Error user not valid|Failed to login to API/,
    {
      en: "Dolibarr does not know this API key, or its user is disabled. Copy the key again from the user's card.",
      fr: "Dolibarr ne reconnaît pas cette clé d’API, ou son utilisateur est désactivé. Recopiez la clé depuis la fiche de l’utilisateur.",
    },
  ],
  [
    /Insuffi[sc]+[aei]nt rights|^Forbidden/,
    {
      en: "The user of the API key lacks a permission in Dolibarr. Grant it on the user's card, tab « Permissions ».",
      fr: "Il manque une permission à l’utilisateur de la clé d’API. Accordez-la dans sa fiche, onglet « Permissions ».",
    },
  ],
];

function adviceFor(text: string): LocalizedText | undefined {
  return ADVICE.find(([pattern]) => pattern.test(text))?.[1];
}

/** The same error with what Dolibarr said: its real cause as message, and advice where we know one. */
export function explain(thrown: unknown): AppError {
  const error = toAppError(thrown);
  const { reply } = error.details;
  if (typeof reply !== "string" || error.advice) return error;
  const failure = parseFailure(reply);
  const text = failure ? [failure.message, ...failure.reasons].join(" · ") : reply.replace(/<[^>]+>/g, " ").slice(0, 200);
  const refused = failure === null && /APIs are not allowed from the IP|API_ENDPOINT_RULES|injection protection/.test(reply);
  return new AppError({
    code: refused ? "connector.forbidden" : error.code,
    category: refused ? (/injection/.test(reply) ? "data" : "auth") : error.category,
    message: text.trim() === "" ? error.message : `Dolibarr: ${text.trim()}`,
    details: error.details,
    advice: adviceFor(reply) ?? adviceFor(text),
    retryAfterMs: error.retryAfterMs,
    cause: error,
  });
}

/** A refusal Dolibarr explained: nothing was kept. */
export function rejected(failure: DolibarrFailure, details: { method: string; path: string; status: number }): AppError {
  const text = [failure.message, ...failure.reasons].filter((part) => part !== "").join(" · ");
  return new AppError({
    code: "connector.rejected",
    category: "data",
    message: `Dolibarr: ${text}`,
    details: { ...details, reasons: [...failure.reasons] },
    advice: adviceFor(text),
  });
}

/** A record that could not be written, as data. */
export function failedOutcome(thrown: unknown): WriteOutcome {
  const error = explain(thrown);
  return { outcome: "failed", error: toErrorInfo(error), uncertain: mayHaveHappened(error) };
}

export function badData(message: string, advice?: LocalizedText): AppError {
  return new AppError({ code: "connector.bad_request", category: "data", message, advice });
}
