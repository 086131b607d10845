"use client";

import { useTranslations } from "use-intl";
import type { CheckView } from "@/components/connections/types";
import { Note } from "@/components/ui/note";
import { Ago } from "@/components/ui/time";

const KIND = { error: "error", warning: "warning", info: "info" } as const;

/** What a test of a connection found, and what to do about it. */
export function CheckNote({ check }: { check: CheckView }) {
  const t = useTranslations("connections.check");
  return (
    <div className="grid gap-2">
      <Note kind={check.ok ? "success" : "error"} title={check.message}>
        <span className="small muted">
          {check.version && <>{t("version", { version: check.version })} · </>}
          {t("tested")} <Ago at={check.at} />
        </span>
      </Note>
      {check.problems.map((problem) => (
        <Note key={problem.message} kind={KIND[problem.severity]} title={problem.message}>
          {problem.advice}
        </Note>
      ))}
    </div>
  );
}
