"use client";

import { useTranslations } from "use-intl";
import type { FieldProblem } from "@/engine/mapping/visual/check";

/** What a problem of a field says to a person. */
export function useFieldProblemText(): (problem: FieldProblem) => string {
  const t = useTranslations("mapper");
  return ({ code, params }) => {
    const named = { ...params };
    if (params?.expected) named.expected = t(`type.${typeKey(params.expected)}`);
    if (params?.found) named.found = t(`type.${typeKey(params.found)}`);
    const text = t(`problem.${code}`, named);
    return params?.records ? t("liveProblem", { text, records: params.records, of: params.of ?? "" }) : text;
  };
}

const TYPES = ["text", "integer", "number", "amount", "boolean", "date", "object", "list", "texts", "any"] as const;

function typeKey(name: string): (typeof TYPES)[number] {
  return TYPES.find((type) => type === name) ?? "any";
}
