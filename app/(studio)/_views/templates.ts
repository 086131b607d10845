import type { Template } from "@/templates/contract";
import { TEMPLATES } from "@/templates/registry";

export function templateById(id: string): Template | undefined {
  return TEMPLATES.find((template) => template.id === id);
}

/** Roles in the order source, target; empty for a template that is gone. */
export function rolesOf(id: string): string[] {
  return templateById(id)?.roles.map((role) => role.role) ?? [];
}
