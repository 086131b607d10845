import type { HttpRequest, HttpResponse } from "@/connectors/contract";
import { PrestashopConfigSchema, type PrestashopContext } from "@/connectors/prestashop/config";
import type { Json } from "@/lib/core/json";

export interface StubAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface StubShop {
  readonly ctx: PrestashopContext;
  readonly requests: HttpRequest[];
}

export const STUB_KEY = "A".repeat(32);
const NOW = new Date("2026-11-22T10:00:00Z");

/** A context whose exchanges are answered by `answer`, as recorded on a real shop; for what the sandbox does not do. */
export function stubShop(answer: (request: HttpRequest) => StubAnswer, config: Record<string, Json> = {}): StubShop {
  const requests: HttpRequest[] = [];
  const silent = () => undefined;
  const ctx: PrestashopContext = {
    config: PrestashopConfigSchema.parse({ url: "http://shop.example", ...config }),
    secrets: { webserviceKey: STUB_KEY },
    log: { debug: silent, info: silent, warn: silent, error: silent },
    signal: new AbortController().signal,
    now: () => NOW,
    http: {
      request: async (request) => {
        requests.push(request);
        return toResponse(answer(request));
      },
    },
  };
  return { ctx, requests };
}

function toResponse({ status = 200, headers = {}, body = "" }: StubAnswer): HttpResponse {
  return {
    status,
    headers: { "psws-version": "8.2.4", date: NOW.toUTCString(), ...headers },
    body: new TextEncoder().encode(body),
    text: () => body,
    json: (): Json => JSON.parse(body) as Json,
  };
}

export const LANGUAGES = [
  { id: 1, name: "English", iso_code: "en", active: "1" },
  { id: 2, name: "Français", iso_code: "fr", active: "1" },
];

/** The two lists every conversion reads first; undefined for any other request. */
export function basics(request: HttpRequest, languages: Json[] = LANGUAGES): StubAnswer | undefined {
  if (request.method !== "GET") return undefined;
  if (request.path === "api/languages") return { body: JSON.stringify({ languages }) };
  if (request.path !== "api/configurations") return undefined;
  const settings = [
    { id: 1, name: "PS_LANG_DEFAULT", value: "2" },
    { id: 2, name: "PS_TIMEZONE", value: "Europe/Paris" },
  ];
  return { body: JSON.stringify({ configurations: settings }) };
}
