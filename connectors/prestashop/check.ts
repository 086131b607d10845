import type { CheckProblem, CheckResult, HttpResponse } from "@/connectors/contract";
import { parseXml, textOf } from "@/connectors/prestashop/body";
import { addressProblems, clockProblems } from "@/connectors/prestashop/checks";
import { exchangeAny, SHOP_STATUSES } from "@/connectors/prestashop/client";
import { PrestashopConfigSchema, type PrestashopContext } from "@/connectors/prestashop/config";
import { shopError } from "@/connectors/prestashop/errors";
import { FALLBACK_ZONE, shopSettings } from "@/connectors/prestashop/reference";
import { RESOURCES } from "@/connectors/prestashop/resources";
import { shopOf } from "@/connectors/prestashop/shop";
import { type AppError, toAppError } from "@/lib/core/errors";
import { isJsonObject, type JsonObject } from "@/lib/core/json";
import type { LocalizedText } from "@/lib/core/text";

/** Without these no record can be read. */
const NEEDED = new Set(["languages"]);
const OLDEST = "1.7";

/**
 * Address, key, rights and state of the shop. Every refusal is an answer with the box to tick; only a cancelled call
 * throws.
 */
export async function check(ctx: PrestashopContext): Promise<CheckResult> {
  try {
    // Asked for in XML: the JSON of the root is an empty 500 (quirk 8).
    const response = await exchangeAny(ctx, {
      method: "GET",
      path: "",
      accept: ["xml", "binary"],
      expect: [...SHOP_STATUSES, 503],
    });
    if (response.status !== 200) return refused(response);
    const root = parseXml(response.text());
    return await rights(ctx, isJsonObject(root.api) ? root.api : {});
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.category === "cancelled" || error.code === "system.unexpected") throw error;
    return notOk(explain(error));
  }
}

function notOk({ message, advice }: { message: LocalizedText; advice?: LocalizedText }): CheckResult {
  return { ok: false, message, problems: [{ severity: "error", message, ...(advice ? { advice } : {}) }] };
}

function refused(response: HttpResponse): CheckResult {
  const error = shopError({ method: "GET", resource: "api", response });
  const { status } = response;
  if (error.details.shopCode === 22) {
    return notOk({
      message: { en: "The shop's webservice is off (503).", fr: "Le webservice de la boutique est désactivé (503)." },
      advice: error.advice,
    });
  }
  if (status === 503) return notOk(MAINTENANCE);
  if (status === 404) return notOk(NOT_THERE);
  if (status === 401) {
    return notOk({
      message: { en: "PrestaShop refused the key (401).", fr: "PrestaShop a refusé la clé (401)." },
      advice: keyAdvice(Number(error.details.shopCode ?? 0)) ?? error.advice,
    });
  }
  if (status >= 300 && status < 400) {
    return notOk({
      message: { en: "The shop redirects to another address.", fr: "La boutique redirige vers une autre adresse." },
      advice: error.advice,
    });
  }
  const isFromPrestashop = error.details.shopCode !== undefined || error.advice !== undefined;
  return notOk(isFromPrestashop ? explain(error) : otherSystem(status));
}

/** Something answers there, in no way a PrestaShop does. */
function otherSystem(status: number) {
  return {
    message: {
      en: `The address answers (${status}), but not as a PrestaShop webservice does.`,
      fr: `L’adresse répond (${status}), mais pas comme le webservice d’une PrestaShop.`,
    },
    advice: NOT_THERE.advice,
  };
}

const KEY_ADVICE: Readonly<Record<number, LocalizedText>> = {
  17: {
    en: "The key is empty. Paste the key of Advanced Parameters > Webservice.",
    fr: "La clé est vide. Collez celle de Paramètres avancés > Webservice.",
  },
  18: {
    en: "A webservice key has exactly 32 characters: this one was not copied whole.",
    fr: "Une clé de webservice compte exactement 32 caractères\u202f: celle-ci n’a pas été copiée en entier.",
  },
  20: {
    en: "The key is unknown or switched off. Check it in Advanced Parameters > Webservice.",
    fr: "La clé est inconnue ou désactivée. Vérifiez-la dans Paramètres avancés > Webservice.",
  },
  21: {
    en: "The key has no rights. Tick its resources in Advanced Parameters > Webservice.",
    fr: "La clé n’a aucun droit. Cochez ses ressources dans Paramètres avancés > Webservice.",
  },
};

function keyAdvice(code: number): LocalizedText | undefined {
  return KEY_ADVICE[code];
}

const MAINTENANCE = {
  message: { en: "The shop is in maintenance or overloaded (503).", fr: "La boutique est en maintenance ou surchargée (503)." },
  advice: {
    en: "Take the shop out of maintenance, or add our server's address to those that may enter.",
    fr: "Sortez la boutique de la maintenance, ou ajoutez l’adresse de notre serveur à celles qui peuvent entrer.",
  },
};

const NOT_THERE = {
  message: { en: "There is no webservice at this address (404).", fr: "Il n’y a pas de webservice à cette adresse (404)." },
  advice: {
    en: "Check the address. If the shop is there, turn on its friendly URLs: the webservice needs the server's rewriting.",
    fr: "Vérifiez l’adresse. Si la boutique s’y trouve, activez ses URL simplifiées\u202f: le webservice a besoin de la réécriture du serveur.",
  },
};

/** What a failed exchange says about the address: HTML, nobody there, wrong certificate. */
function explain(error: AppError): { message: LocalizedText; advice?: LocalizedText } {
  if (error.code === "connector.bad_response" && error.category === "transient") {
    return {
      message: {
        en: "The address answers with a web page, not with the webservice.",
        fr: "L’adresse répond par une page web, pas par le webservice.",
      },
      advice: NOT_THERE.advice,
    };
  }
  if (error.code === "connector.unavailable" || error.code === "connector.timeout") {
    return {
      message: { en: "The shop cannot be reached.", fr: "La boutique est injoignable." },
      advice: {
        en: "Check the address (https or http, spelling) and that the site opens in a browser.",
        fr: "Vérifiez l’adresse (https ou http, orthographe) et que le site s’ouvre dans un navigateur.",
      },
    };
  }
  return { message: error.advice ?? { en: error.message, fr: error.message }, advice: error.advice };
}

/** The resources the key may read and write, one problem for each that a stream needs. */
async function rights(ctx: PrestashopContext, api: JsonObject): Promise<CheckResult> {
  const shop = shopOf(ctx);
  const missing = [...RESOURCES.values()].filter((resource) => !isGranted(api, resource.name, "get"));
  const unwritable = [...RESOURCES.values()].filter(
    (resource) =>
      !missing.includes(resource) &&
      ((resource.modes.includes("create") && !isGranted(api, resource.name, "post")) ||
        (resource.modes.includes("update") && !isGranted(api, resource.name, shop.hasPatch ? "patch" : "put"))),
  );
  const problems: CheckProblem[] = [
    ...missing.map(({ name }) => cannot(name, "GET", NEEDED.has(name) ? "error" : "warning")),
    ...unwritable.map(({ name }) => cannot(name, shop.hasPatch ? "POST/PATCH" : "POST/PUT", "info")),
    ...(await stateProblems(ctx, isGranted(api, "configurations", "get"))),
  ];
  const name = textOf(api["@shopName"]);
  const blocking = problems.filter((problem) => problem.severity === "error");
  const [first] = blocking;
  if (first) return { ok: false, message: first.message, version: shop.version, problems };
  return {
    ok: true,
    message: { en: `${name}: PrestaShop ${shop.version ?? ""}`, fr: `${name}\u202f: PrestaShop ${shop.version ?? ""}` },
    version: shop.version,
    problems,
  };
}

function isGranted(api: JsonObject, resource: string, method: string): boolean {
  const node = api[resource];
  return isJsonObject(node) && node[`@${method}`] === "true";
}

function cannot(resource: string, method: string, severity: CheckProblem["severity"]): CheckProblem {
  const reading = method === "GET";
  return {
    severity,
    message: {
      en: reading ? `The key does not allow reading *${resource}*.` : `The key does not allow writing *${resource}*.`,
      fr: reading ? `La clé n’autorise pas la lecture de *${resource}*.` : `La clé n’autorise pas l’écriture de *${resource}*.`,
    },
    advice: {
      en: `Tick ${method} for “${resource}” in Advanced Parameters > Webservice, if your flows use it.`,
      fr: `Cochez ${method} pour «\u202f${resource}\u202f» dans Paramètres avancés > Webservice, si vos flux s’en servent.`,
    },
  };
}

async function stateProblems(ctx: PrestashopContext, readable: boolean): Promise<CheckProblem[]> {
  const shop = shopOf(ctx);
  const settings = readable ? await shopSettings(ctx) : new Map<string, string>();
  const problems: CheckProblem[] = [];
  if (settings.get("PS_SHOP_ENABLE") === "0") problems.push({ severity: "warning", message: CLOSED });
  if (!isSupported(shop.version)) {
    problems.push({
      severity: "error",
      message: {
        en: `PrestaShop ${shop.version} is older than ${OLDEST}.`,
        fr: `PrestaShop ${shop.version} est antérieur à ${OLDEST}.`,
      },
    });
  }
  if (PrestashopConfigSchema.parse(ctx.config).timeZone === "" && !settings.has("PS_TIMEZONE")) {
    problems.push({
      severity: "info",
      message: {
        en: `The shop does not tell its time zone: ${FALLBACK_ZONE} is used.`,
        fr: `La boutique n’indique pas son fuseau horaire\u202f: ${FALLBACK_ZONE} est utilisé.`,
      },
      advice: {
        en: "Set it in the connection, or allow GET on configurations.",
        fr: "Renseignez-le dans la connexion, ou autorisez GET sur configurations.",
      },
    });
  }
  return [...problems, ...addressProblems(ctx, settings), ...clockProblems(ctx)];
}

const CLOSED: LocalizedText = {
  en: "The shop is in maintenance. The webservice works, customers cannot order.",
  fr: "La boutique est en maintenance. Le webservice fonctionne, les clients ne peuvent pas commander.",
};

function isSupported(version: string | undefined): boolean {
  if (version === undefined) return true;
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 1 || (major === 1 && minor >= 7);
}
