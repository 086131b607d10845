import type { FlowDocument, Problem } from "@/engine/document/schema";
import { checkConfigs } from "@/engine/document/validation/configs";
import { createValidation, type ValidationEnv } from "@/engine/document/validation/context";
import { checkLinks } from "@/engine/document/validation/links";
import { checkMappings } from "@/engine/document/validation/mappings";
import { checkStructure } from "@/engine/document/validation/structure";

export type { ValidationCatalog, ValidationEnv } from "@/engine/document/validation/context";

/** Everything that is wrong with a draft, each pinned to a node, an edge or a field. Publishing needs no error. Browser-safe. */
export function validateFlow(document: FlowDocument, env: ValidationEnv): Problem[] {
  const validation = createValidation(document, env);
  return [...checkStructure(validation), ...checkConfigs(validation), ...checkLinks(validation), ...checkMappings(validation)];
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === "error");
}
