import { z } from "zod";

export { LOCALES, type Locale } from "@/lib/core/locales";

/**
 * A user-visible text carried by a plug-in (connector, node, template): both languages are mandatory,
 * so that copying one folder is enough to add a plug-in. Texts of the application itself are in `messages/`.
 */
export type LocalizedText = { readonly en: string; readonly fr: string };
export const LocalizedTextSchema = z.strictObject({ en: z.string(), fr: z.string() });
