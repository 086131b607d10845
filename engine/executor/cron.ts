import { Cron } from "croner";

const ZONE_PREFIX = /^TZ=(\S+)\s+(.+)$/;

/** The next instant of an Inngest cron (`TZ=Europe/Paris 0 6 * * *`), strictly after `after`. Throws if it is none. */
export function nextOccurrence(cron: string, after: Date): Date {
  const zoned = ZONE_PREFIX.exec(cron);
  const [pattern, timezone] = zoned ? [zoned[2] ?? "", zoned[1]] : [cron, "UTC"];
  const next = new Cron(pattern, { timezone }).nextRun(after);
  if (!next) throw new RangeError(`The cron "${cron}" has no next occurrence`);
  return next;
}
