"use client";

import { ArchiveX, CircleCheck, RotateCcw } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { DismissDialog } from "@/components/dead-letters/dismiss-dialog";
import { EditDialog } from "@/components/dead-letters/edit-dialog";
import { LetterTable } from "@/components/dead-letters/letter-table";
import type { DeadLetterActions, DeadLetterView } from "@/components/dead-letters/types";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { Segmented } from "@/components/ui/segmented";
import { useAction } from "@/components/ui/use-action";

type Props = {
  letters: readonly DeadLetterView[];
  actions: DeadLetterActions;
  mayRun: boolean;
  /** How many are shown at the most. */
  limit: number;
};

const STATES = ["all", "waiting", "given_up"] as const;
type State = (typeof STATES)[number];

/** Failed records with their advice: tried again now, corrected first, or left with a reason. */
export function DeadLettersPage({ letters, actions, mayRun, limit }: Props) {
  const t = useTranslations("deadLetters");
  const [state, setState] = useState<State>("all");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isDismissing, setDismissing] = useState(false);
  const [editing, setEditing] = useState<DeadLetterView | null>(null);
  const shown = letters.filter(({ retryAt }) => state === "all" || (state === "given_up") === (retryAt === null));
  const ids = shown.filter((letter) => chosen.has(letter.id)).map((letter) => letter.id);
  const retrying = useAction(actions.retry, { done: t("retried", { count: ids.length }), onDone: () => setChosen(new Set()) });
  return (
    <div className="page">
      <PageHead title={t("title")} purpose={t("purpose")} />
      {letters.length === 0 ? (
        <div className="card">
          <EmptyState icon={CircleCheck} tone="created" title={t("empty")}>
            {t("emptyText")}
          </EmptyState>
        </div>
      ) : (
        <>
          <div className="toolbar">
            <Segmented
              label={t("state")}
              value={state}
              onValueChange={setState}
              options={STATES.map((value) => ({ value, label: t(value) }))}
            />
            {mayRun && (
              <>
                <Button
                  icon={<RotateCcw className="icon" />}
                  disabled={ids.length === 0}
                  busy={retrying.busy}
                  onClick={() => retrying.run({ ids })}
                >
                  {t("retry", { count: ids.length })}
                </Button>
                <Button
                  variant="quiet"
                  icon={<ArchiveX className="icon" />}
                  disabled={ids.length === 0}
                  onClick={() => setDismissing(true)}
                >
                  {t("dismiss", { count: ids.length })}
                </Button>
              </>
            )}
          </div>
          <div className="card">
            {shown.length === 0 ? (
              <EmptyState icon={CircleCheck} tone="created" title={t("none")}>
                {t("noneText")}
              </EmptyState>
            ) : (
              <LetterTable letters={shown} chosen={chosen} onChosen={setChosen} onEdit={mayRun ? setEditing : undefined} />
            )}
            {letters.length >= limit && <div className="table-foot">{t("page", { count: limit })}</div>}
          </div>
        </>
      )}
      <DismissDialog
        open={isDismissing}
        ids={ids}
        dismiss={actions.dismiss}
        onClose={() => setDismissing(false)}
        onDone={() => setChosen(new Set())}
      />
      {editing && <EditDialog letter={editing} actions={actions} onClose={() => setEditing(null)} />}
    </div>
  );
}
