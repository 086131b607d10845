"use client";

import { Wrench } from "lucide-react";
import { useTranslations } from "use-intl";
import { emphasised, foldCheck } from "@/components/connections/check";
import type { CheckView } from "@/components/connections/types";
import { Button } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { Ago } from "@/components/ui/time";
import { type Action, useAction } from "@/components/ui/use-action";

/** Who may set right what a test found. */
export type Mending = {
  readonly connectionId: string;
  readonly action: MendAction;
  readonly onDone?: (check: CheckView) => void;
};
export type MendAction = Action<{ id: string; mend: string }, CheckView>;

const KIND = { error: "error", warning: "warning", info: "info" } as const;

/** What a test of a connection found, and what to do about it. */
export function CheckNote({ check, mending }: { check: CheckView; mending?: Mending | undefined }) {
  const t = useTranslations("connections.check");
  const { advice, detail, problems } = foldCheck(check);
  return (
    <div className="grid gap-2">
      <Note kind={check.ok ? "success" : "error"} title={<Emphasis text={check.message} />}>
        {advice && <Emphasis text={advice} />}
        {detail && <code className="block small muted break-words">{detail}</code>}
        <span className="block small muted">
          {check.version && <>{t("version", { version: check.version })} · </>}
          {t("tested")} <Ago at={check.at} />
        </span>
      </Note>
      {problems.map((problem) => (
        <Note key={problem.message} kind={KIND[problem.severity]} title={<Emphasis text={problem.message} />}>
          {problem.advice && <Emphasis text={problem.advice} />}
          {problem.mend && mending && <MendButton mend={problem.mend} mending={mending} />}
        </Note>
      ))}
    </div>
  );
}

function MendButton({
  mend,
  mending: { connectionId, action, onDone },
}: {
  mend: { id: string; label: string };
  mending: Mending;
}) {
  const t = useTranslations("connections.check");
  const run = useAction(action, { done: t("mended"), ...(onDone ? { onDone } : {}) });
  return (
    <div className="mt-2">
      <Button
        size="sm"
        icon={<Wrench className="icon" />}
        busy={run.busy}
        onClick={() => run.run({ id: connectionId, mend: mend.id })}
      >
        {mend.label}
      </Button>
    </div>
  );
}

function Emphasis({ text }: { text: string }) {
  return emphasised(text).map((part) => (part.strong ? <code key={part.text}>{part.text}</code> : part.text));
}
