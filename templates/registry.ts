import type { Template } from "@/templates/contract";

/** Every entry of the gallery, in the order it is shown. */
export const TEMPLATES: readonly Template[] = [];
