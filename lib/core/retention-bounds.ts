/** Least and most a workspace may ask to keep: days of runs, days of samples, megabytes of all of it. */
export const RETENTION_BOUNDS = {
  runDays: { min: 1, max: 3_650 },
  sampleDays: { min: 0, max: 365 },
  megabytes: { min: 10, max: 1_000_000 },
} as const;
