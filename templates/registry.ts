import { AppError } from "@/lib/core/errors";
import type { Template } from "@/templates/contract";
import { prestashopDolibarr } from "@/templates/prestashop-dolibarr/template";

/** The gallery, in its order. */
export const TEMPLATES: readonly Template[] = [prestashopDolibarr];

/** Throws `request.not_found` for an id that is not in the gallery. */
export function templateById(id: string): Template {
  const template = TEMPLATES.find((entry) => entry.id === id);
  if (template) return template;
  throw new AppError({
    code: "request.not_found",
    category: "notFound",
    message: `There is no template ${id}`,
    details: { kind: "template", id },
  });
}
