"use client";

import { useFormatter, useTranslations } from "use-intl";
import { useDocumentWord } from "@/components/runs/documents";
import type { SimulationView } from "@/components/simulation/types";
import type { Json } from "@/lib/core/json";

/** `invoice`; of an action, what it does: `Validate the order`. */
export function useWriteWord(actions: SimulationView["actions"]): (write: { stream: string; alias: string }) => string {
  const t = useTranslations("run.document");
  const word = useDocumentWord();
  return (write) => {
    const [kind, , action] = write.stream.split(":");
    if (kind === "action" && action !== undefined) return actions[action] ?? action;
    // A credit note is written as an invoice; its alias says what it is.
    const own = `${write.alias.toLowerCase()}s`;
    return t.has(own) ? t(own) : word(write);
  };
}

/** A field of a target as people call it; its path where we have no word for it. */
export function useFieldWord(): (path: string) => string {
  const t = useTranslations("simulation.field");
  return (path) => {
    const name = path.replace(/\[\d+\]$/, "");
    if (!t.has(name)) return path;
    const place = /\[(\d+)\]$/.exec(path);
    return place ? `${t(name)} ${Number(place[1]) + 1}` : t(name);
  };
}

/** A value short enough for a line. */
export function useValueText(): (value: Json | undefined) => string {
  const t = useTranslations("simulation.value");
  return (value) => {
    if (value === undefined || value === null || value === "") return t("empty");
    if (typeof value === "boolean") return t(value ? "yes" : "no");
    if (Array.isArray(value)) return t("entries", { count: value.length });
    if (typeof value === "object") return JSON.stringify(value);
    if (typeof value === "string" && value.startsWith("planned:")) return t("planned");
    return String(value);
  };
}

/** `121,28 €`, from a decimal text; only shown, never computed with. */
export function useMoney(): (value: string, currency?: string) => string {
  const format = useFormatter();
  return (value, currency) => {
    const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
    const number = Number(value);
    if (!Number.isFinite(number)) return value;
    if (currency === undefined) return format.number(number, digits);
    return format.number(number, { style: "currency", currency, ...digits });
  };
}
