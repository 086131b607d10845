import type { HttpResponse } from "@/connectors/contract";
import { AppError, type ErrorCategory, type ErrorCode } from "@/lib/core/errors";
import type { LocalizedText } from "@/lib/core/text";

/** An error of the webservice; `message` in the words of the shop. */
interface ShopError {
  readonly code: number;
  readonly message: string;
}

const XML_ERROR = /<code>\s*(?:<!\[CDATA\[)?\s*(\d+)[\s\S]*?<message>\s*(?:<!\[CDATA\[([\s\S]*?)\]\]>|([\s\S]*?))\s*<\/message>/g;
const JSON_ERROR = /"code":\s*"?(\d+)"?,\s*"message":\s*("(?:[^"\\]|\\.)*")/g;

/** All errors of an answer in either format, in the shop's order; tolerant of notices around and of a cut end. */
export function readErrors(text: string): ShopError[] {
  const xml = [...text.matchAll(XML_ERROR)].map((match) => ({
    code: Number(match[1]),
    message: clean(match[2] ?? match[3] ?? ""),
  }));
  if (xml.length > 0) return xml;
  return [...text.matchAll(JSON_ERROR)].map((match) => ({
    code: Number(match[1]),
    message: clean(String(JSON.parse(match[2] ?? '""'))),
  }));
}

/**
 * The first error that is the webservice's own; wrapped PHP messages (codes 1 to 15, mostly 3) come before or after it
 * (quirk 11). Undefined where PHP alone speaks.
 */
export function firstError(text: string): ShopError | undefined {
  return readErrors(text).find((error) => error.code > 15 && !error.message.startsWith("[PHP"));
}

/** Messages hold entities inside CDATA (quirk 13) and may list every resource of the shop. */
function clean(message: string): string {
  const text = message
    .replace(/&gt;/g, ">")
    .replace(/&lt;/g, "<")
    .replace(/&quot;/g, '"')
    .replace(/&#0?39;/g, "'")
    .replace(/&amp;/g, "&");
  return text
    .trim()
    .replace(/ The full list is:[\s\S]*$/, "")
    .slice(0, 500);
}

const PATH: LocalizedText = { en: "Advanced Parameters > Webservice", fr: "Paramètres avancés > Webservice" };

type Kind = { readonly code: ErrorCode; readonly category: ErrorCategory; readonly advice?: LocalizedText };

function keyRefused(): Kind {
  return {
    code: "connector.unauthorized",
    category: "auth",
    advice: {
      en: `PrestaShop refused the key. Check in ${PATH.en} that the webservice is on and that the key is active and copied whole (32 characters).`,
      fr: `PrestaShop a refusé la clé. Vérifiez dans ${PATH.fr} que le webservice est activé et que la clé est active et copiée en entier (32 caractères).`,
    },
  };
}

function resourceRefused(resource: string, method: string): Kind {
  return {
    code: "connector.forbidden",
    category: "auth",
    advice: {
      en: `The key does not allow ${method} on *${resource}*. Tick that box for the key in ${PATH.en}.`,
      fr: `La clé n’autorise pas ${method} sur *${resource}*. Cochez cette case pour la clé dans ${PATH.fr}.`,
    },
  };
}

const SHOP_REFUSED: Kind = {
  code: "connector.forbidden",
  category: "config",
  advice: {
    en: "The shop of the connection does not exist or the key has no right to it. Check the shop number and the key's shops.",
    fr: "La boutique de la connexion n’existe pas ou la clé n’y a pas droit. Vérifiez le numéro de boutique et les boutiques de la clé.",
  },
};

const SERVICE_OFF: Kind = {
  code: "connector.unavailable",
  category: "config",
  advice: {
    en: `The webservice of the shop is off. Turn it on in ${PATH.en}.`,
    fr: `Le webservice de la boutique est désactivé. Activez-le dans ${PATH.fr}.`,
  },
};

function says(message: string): LocalizedText {
  return { en: `PrestaShop says: “${message}”`, fr: `PrestaShop répond\u202f: «\u202f${message}\u202f»` };
}

const KEY_CODES = new Set([17, 18, 20, 21]);
const QUERY_CODES = new Set([29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 81]);

function kindOf(error: ShopError, resource: string, method: string): Kind {
  if (KEY_CODES.has(error.code)) return keyRefused();
  if (error.code === 26 || error.code === 25) return resourceRefused(resource, method);
  if (error.code === 132 || error.code === 999) return SHOP_REFUSED;
  if (error.code === 22) return SERVICE_OFF;
  if (error.code === 23 || error.code === 101 || error.code === 27) {
    return { code: "connector.unsupported", category: "config", advice: says(error.message) };
  }
  if (error.code === 87 || error.code === 92 || error.code === 131) {
    return { code: "connector.not_found", category: "data", advice: says(error.message) };
  }
  if (QUERY_CODES.has(error.code)) return { code: "connector.bad_request", category: "config", advice: says(error.message) };
  return { code: "connector.rejected", category: "data", advice: says(error.message) };
}

interface FailedExchange {
  readonly method: string;
  readonly resource: string;
  readonly response: Pick<HttpResponse, "status" | "headers" | "text">;
}

/**
 * Any answer of the webservice that is no success, as a typed error with the shop's own words in `details.reply`.
 * An empty 500 is an uncaught PHP exception (quirk 12): reads may be tried again, a write may have been half done.
 */
export function shopError(exchange: FailedExchange): AppError {
  const { method, resource, response } = exchange;
  const { status } = response;
  const error = firstError(response.text());
  const reply = error ?? readErrors(response.text())[0];
  const details = { method, resource, status, ...(reply ? { shopCode: reply.code, reply: reply.message } : {}) };
  if (error) {
    const kind = kindOf(error, resource, method);
    const message = `PrestaShop refused ${method} ${resource}: ${error.message} (${error.code}, HTTP ${status})`;
    return new AppError({ ...kind, message, details });
  }
  return new AppError({ ...bareStatus(exchange), message: `PrestaShop answered ${status} to ${method} ${resource}`, details });
}

function bareStatus({ method, response }: FailedExchange): Kind {
  const { status } = response;
  if (status === 401) return keyRefused();
  if (status >= 300 && status < 400) return redirected(response.headers.location ?? "");
  if (status === 404) return { code: "connector.not_found", category: "data" };
  if (status >= 500) return { code: method === "GET" ? "connector.unavailable" : "connector.uncertain", category: "transient" };
  if (status === 403) {
    return {
      code: "connector.forbidden",
      category: "auth",
      advice: {
        en: "The host of the shop refuses our requests (403). Its firewall must let the webservice (/api) through.",
        fr: "L’hébergeur de la boutique refuse nos requêtes (403). Son pare-feu doit laisser passer le webservice (/api).",
      },
    };
  }
  return { code: "connector.rejected", category: "data" };
}

/** An unknown `id_shop` sends to the home page with the call in `url=` (quirk 13); anything else is another address. */
function redirected(location: string): Kind {
  if (/[?&]url=/.test(location)) return SHOP_REFUSED;
  return {
    code: "connector.bad_response",
    category: "config",
    advice: {
      en: `The shop redirects to ${location}. Put its definitive address in the connection (https, with or without www).`,
      fr: `La boutique redirige vers ${location}. Indiquez son adresse définitive dans la connexion (https, avec ou sans www).`,
    },
  };
}
