"use client";

import { CalendarClock } from "lucide-react";
import { useEffect, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { missingParts } from "@/components/schedules/spec-draft";
import type { ScheduleActions, ScheduleInput } from "@/components/schedules/types";
import { useErrorText } from "@/components/ui/error-text";

const WAIT_MS = 250;

type NextRunsProps = { input: Omit<ScheduleInput, "enabled">; preview: ScheduleActions["preview"] };

/** When it would run, told while the schedule is being written; always as many lines, so that nothing jumps. */
export function NextRuns({ input, preview }: NextRunsProps) {
  const t = useTranslations("schedules");
  const format = useFormatter();
  const errorText = useErrorText();
  const [found, setFound] = useState<{ next: readonly string[]; error?: string }>({ next: [] });
  const asked = JSON.stringify(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the words of the schedule change, not the objects
  useEffect(() => {
    if (missingParts(input.spec).length > 0) return setFound({ next: [] });
    let current = true;
    const timer = setTimeout(async () => {
      const reply = await preview(input);
      if (!current) return;
      setFound(reply.ok ? { next: reply.value.next } : { next: [], error: errorText(reply.error) });
    }, WAIT_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [asked]);
  const { timeZone } = input;
  return (
    <section className="next-runs" aria-label={t("nextRuns")} aria-live="polite">
      <h3>
        <CalendarClock className="icon" />
        {t("nextRuns")}
      </h3>
      {found.error ? (
        <p className="tone-text failed small">{found.error}</p>
      ) : (
        <ol>
          {found.next.map((at) => (
            <li key={at}>
              <time dateTime={at}>{format.dateTime(new Date(at), "long", { timeZone })}</time>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
