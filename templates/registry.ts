import { AppError } from "@/lib/core/errors";
import type { Template } from "@/templates/contract";

/** The gallery, in its order. */
export const TEMPLATES: readonly Template[] = [];

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
