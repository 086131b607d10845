/** What became of a record, in the order they are shown. `ignored` and `review` come with a reason, `failed` with an error. */
export const OUTCOMES = ["created", "updated", "unchanged", "ignored", "review", "failed"] as const;

export type OutcomeKind = (typeof OUTCOMES)[number];
