import type { CandidateView, Likeness, ReviewView } from "@/components/review/types";
import type { Json, JsonObject } from "@/lib/core/json";

/** Rows of the comparison: more would hide what tells the candidates apart. */
const MAX_FIELDS = 12;

type Candidate = {
  readonly id: string;
  readonly label: string;
  readonly data?: JsonObject;
  readonly linkedTo?: string;
};

/** The record beside each candidate, field by field; fields that some candidate also has come first. */
export function compare(record: JsonObject, candidates: readonly Candidate[]): Pick<ReviewView, "fields" | "candidates"> {
  const known = (name: string) => candidates.some((candidate) => textOf(candidate.data?.[name]) !== "");
  const names = Object.keys(record)
    .filter((name) => textOf(record[name]) !== "")
    .sort((a, b) => Number(known(b)) - Number(known(a)))
    .slice(0, MAX_FIELDS);
  return {
    fields: names.map((name) => ({ name, text: textOf(record[name]) })),
    candidates: candidates.map(({ id, label, data, linkedTo }): CandidateView => {
      const values = names.map((name) => {
        const text = textOf(data?.[name]);
        return { text, likeness: likenessOf(textOf(record[name]), text) };
      });
      return { id, label, values, ...(linkedTo === undefined ? {} : { linkedTo }) };
    }),
  };
}

/** Only what fits in a cell: texts, numbers, yes and no. */
function textOf(value: Json | undefined): string {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

export function likenessOf(a: string, b: string): Likeness {
  if (b === "") return "blank";
  if (a === b) return "same";
  const plainA = plain(a);
  const plainB = plain(b);
  if (plainA === plainB) return "same";
  return plainA.includes(plainB) || plainB.includes(plainA) || wordsOf(plainA) === wordsOf(plainB) ? "near" : "other";
}

/** Accents, case, punctuation and spaces do not make two values different. */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@.]+/gu, " ")
    .trim();
}

function wordsOf(text: string): string {
  return text.split(" ").sort().join(" ");
}
