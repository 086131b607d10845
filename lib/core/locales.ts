/** The languages of the interface. French is the first language of most users. Alone in its file: every page loads it. */
export const LOCALES = ["fr", "en"] as const;
export type Locale = (typeof LOCALES)[number];
