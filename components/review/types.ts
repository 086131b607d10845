export type Likeness = "same" | "near" | "other" | "blank";

/** A candidate of the target, with how each field compares to the record. */
export type CandidateView = {
  readonly id: string;
  readonly label: string;
  /** Key of the source record it is linked to already. */
  readonly linkedTo?: string;
  readonly values: readonly { readonly text: string; readonly likeness: Likeness }[];
};

export type ReviewView = {
  readonly id: string;
  readonly label: string;
  readonly flow: string;
  readonly runId: string | null;
  readonly at: string;
  readonly reason: "ambiguous" | "uncertain" | "changed" | "taken";
  readonly fields: readonly { readonly name: string; readonly text: string }[];
  readonly candidates: readonly CandidateView[];
};

export type AnswerInput =
  | { kind: "attach"; targetId: string }
  | { kind: "create" }
  | { kind: "absent" }
  | { kind: "ignore"; reason: string };
