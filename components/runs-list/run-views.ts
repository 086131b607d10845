/** The filters of the list of runs, as its address names them. */
export const RUN_VIEWS = ["all", "running", "succeeded", "failed", "cancelled", "withFailed", "withReview"] as const;
export type RunView = (typeof RUN_VIEWS)[number];
