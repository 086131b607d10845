import type { ConnectorSpec } from "@/connectors/contract";
import { type PrestashopConfig, PrestashopConfigSchema } from "@/connectors/prestashop/config";
import type { JsonObject } from "@/lib/core/json";

export const spec: ConnectorSpec<PrestashopConfig & JsonObject> = {
  id: "prestashop",
  title: "PrestaShop",
  versions: "1.7 – 9",
  docsUrl: "https://devdocs.prestashop-project.org/8/webservice/",
  badge: { text: "Ps", tone: "pink" },
  config: PrestashopConfigSchema,
  auth: "apiKey",
  // No limit is built in: these keep a shared host responsive. Bigger pages cost PHP memory, not time.
  limits: { parallelReads: 4, parallelWrites: 2, requestsPerSecond: 100, burst: 200, pageSize: 500 },
  // There is no field for an external reference: references, e-mails and names find what is there.
  idempotency: "naturalKey",
  repeatable: ["stock_availables"],
  fields: [
    {
      name: "url",
      label: { en: "Address of the shop", fr: "Adresse de la boutique" },
      help: {
        en: "As visitors see it, with https, without /api.",
        fr: "Telle que les visiteurs la voient, avec https, sans /api.",
      },
      placeholder: "https://boutique.example.com",
      control: "url",
      required: true,
    },
    {
      name: "webserviceKey",
      label: { en: "Webservice key", fr: "Clé du webservice" },
      help: {
        en: "Advanced Parameters > Webservice: turn the webservice on, add a key of 32 characters and tick the resources it may use.",
        fr: "Paramètres avancés > Webservice\u202f: activez le webservice, ajoutez une clé de 32 caractères et cochez les ressources autorisées.",
      },
      control: "secret",
      required: true,
    },
    {
      name: "shopId",
      label: { en: "Shop number", fr: "Numéro de boutique" },
      help: {
        en: "Only with several shops in one PrestaShop: the number of one shop, or “all”.",
        fr: "Seulement avec plusieurs boutiques dans un PrestaShop\u202f: le numéro d’une boutique, ou «\u202fall\u202f».",
      },
      placeholder: "1",
      control: "text",
      required: false,
    },
    {
      name: "language",
      label: { en: "Main language", fr: "Langue principale" },
      help: {
        en: "Two-letter code of the language that names records and receives texts without language. Empty: the shop's default.",
        fr: "Code à deux lettres de la langue qui nomme les enregistrements et reçoit les textes sans langue. Vide\u202f: celle de la boutique.",
      },
      placeholder: "fr",
      control: "text",
      required: false,
    },
    {
      name: "timeZone",
      label: { en: "Time zone of the shop", fr: "Fuseau horaire de la boutique" },
      help: {
        en: "PrestaShop's dates have no time zone. Empty: the shop's own setting, else Europe/Paris.",
        fr: "Les dates de PrestaShop n’ont pas de fuseau. Vide\u202f: celui de la boutique, sinon Europe/Paris.",
      },
      placeholder: "Europe/Paris",
      control: "text",
      required: false,
    },
  ],
};
