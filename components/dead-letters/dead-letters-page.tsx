"use client";

import { CircleCheck, RotateCcw } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { EditDialog } from "@/components/dead-letters/edit-dialog";
import { LetterTable } from "@/components/dead-letters/letter-table";
import type { DeadLetterActions, DeadLetterView } from "@/components/dead-letters/types";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHead } from "@/components/ui/page-head";
import { PickBar } from "@/components/ui/pick-bar";
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
  const [editing, setEditing] = useState<DeadLetterView | null>(null);
  const shown = letters.filter(({ retryAt }) => state === "all" || (state === "given_up") === (retryAt === null));
  const ids = shown.filter((letter) => chosen.has(letter.id)).map((letter) => letter.id);
  const retrying = useAction(actions.retry, { done: t("retried", { count: ids.length }), onDone: () => setChosen(new Set()) });
  const words = {
    title: t("dismissTitle", { count: ids.length }),
    text: t("dismissText", { count: ids.length }),
    reason: t("reason"),
    confirm: t("confirmDismiss"),
    done: t("dismissed", { count: ids.length }),
  };
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
          <PickBar
            filter={{
              label: t("state"),
              value: state,
              onValueChange: setState,
              options: STATES.map((value) => ({ value, label: t(value) })),
            }}
            picked={
              mayRun
                ? {
                    ids,
                    action: {
                      icon: <RotateCcw className="icon" />,
                      label: t("retry", { count: ids.length }),
                      busy: retrying.busy,
                      disabled: ids.length === 0,
                      run: () => retrying.run({ ids }),
                    },
                    dismiss: { label: t("dismiss", { count: ids.length }), words, action: actions.dismiss },
                    onDismissed: () => setChosen(new Set()),
                  }
                : undefined
            }
          />
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
      {editing && <EditDialog letter={editing} actions={actions} onClose={() => setEditing(null)} />}
    </div>
  );
}
