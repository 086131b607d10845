import { z } from "zod";
import type { ConnectorSpec } from "@/connectors/contract";

/** `https://erp.example.com/htdocs/api/index.php/` typed by a person → `https://erp.example.com/htdocs`. */
function baseAddress(typed: string): string {
  const trimmed = typed.trim().replace(/\/+$/, "");
  const withScheme = /^https?:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  return withScheme.replace(/\/api(\/index\.php)?(\/explorer)?$/i, "").replace(/\/index\.php$/i, "");
}

const DolibarrConfigSchema = z.strictObject({
  /** Address of Dolibarr without `/api/index.php`; the base address of every request. */
  url: z
    .string()
    .min(1)
    .transform(baseAddress)
    .refine((url) => URL.canParse(url), "not an address"),
  /** Company number of the multicompany module. */
  entity: z.string().regex(/^\d*$/).default(""),
  /** IANA zone of the server (`Europe/Paris`): makes dates readable and incremental reads cheap; empty = unknown. */
  timeZone: z
    .string()
    .refine((zone) => zone === "" || isTimeZone(zone), "not a time zone")
    .default(""),
});
export type DolibarrConfig = z.infer<typeof DolibarrConfigSchema>;

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

export const spec: ConnectorSpec<DolibarrConfig> = {
  id: "dolibarr",
  title: "Dolibarr",
  versions: "18 – 22",
  docsUrl: "https://wiki.dolibarr.org/index.php/Module_Web_Services_API_REST_(developer)",
  badge: { text: "Do", tone: "blue" },
  config: DolibarrConfigSchema,
  fields: [
    {
      name: "url",
      label: { en: "Address of Dolibarr", fr: "Adresse de Dolibarr" },
      help: {
        en: "The address you open to sign in to Dolibarr, without /api/index.php.",
        fr: "L’adresse à laquelle vous vous connectez à Dolibarr, sans /api/index.php.",
      },
      placeholder: "https://erp.example.com",
      control: "url",
      required: true,
    },
    {
      name: "apiKey",
      label: { en: "API key", fr: "Clé d’API" },
      help: {
        en: "In Dolibarr: the user's card, tab « User », field « Key for API ». That user's permissions apply.",
        fr: "Dans Dolibarr : fiche de l’utilisateur, champ « Clé pour l’API ». Les permissions de cet utilisateur s’appliquent.",
      },
      control: "secret",
      required: true,
    },
    {
      name: "entity",
      label: { en: "Company number", fr: "Numéro de société" },
      help: {
        en: "Only with the Multicompany module: one connection for each company. Empty: that of the key’s user.",
        fr: "Seulement avec le module Multi-sociétés : une connexion par société. Vide : celle de l’utilisateur de la clé.",
      },
      placeholder: "1",
      control: "number",
      required: false,
    },
    {
      name: "timeZone",
      label: { en: "Time zone of the server", fr: "Fuseau horaire du serveur" },
      help: {
        en: "Home > Admin tools > About PHP in Dolibarr. Makes reading changes faster; leave empty if unknown.",
        fr: "Dans Dolibarr : Accueil > Outils d’administration > À propos de PHP. Accélère la lecture des modifications ; laisser vide si inconnu.",
      },
      placeholder: "Europe/Paris",
      control: "text",
      required: false,
    },
  ],
  auth: "apiKey",
  // Dolibarr has no rate limit, but writing in parallel loses stock movements and takes document numbers twice.
  limits: { parallelReads: 4, parallelWrites: 1, requestsPerSecond: 500, burst: 500, pageSize: 250 },
  idempotency: "externalRef",
};
