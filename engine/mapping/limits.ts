/** What one evaluation may use. */
export interface EvaluationLimits {
  /** Time of one record, in milliseconds. */
  readonly timeoutMs: number;
  /** Nested calls. */
  readonly depth: number;
  /** Entries of one list. */
  readonly entries: number;
  /** Characters of JSON of one result. */
  readonly resultSize: number;
  /** Levels of one result. */
  readonly resultDepth: number;
}

export const DEFAULT_LIMITS: EvaluationLimits = {
  timeoutMs: 2_000,
  depth: 500,
  entries: 100_000,
  resultSize: 2_000_000,
  resultDepth: 100,
};
