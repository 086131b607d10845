"use client";

import { CircleCheck, Scale, Wrench } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { DifferenceTable } from "@/components/reconcile/difference-table";
import { Totals } from "@/components/reconcile/totals";
import { type DifferenceLine, KINDS, type Kind, type ReconcileActions, type SummaryView } from "@/components/reconcile/types";
import { Button } from "@/components/ui/button";
import { DateField } from "@/components/ui/date-field";
import { EmptyState } from "@/components/ui/empty-state";
import { LiveRefresh } from "@/components/ui/live-refresh";
import { Note } from "@/components/ui/note";
import { PickBar } from "@/components/ui/pick-bar";
import { StateBadge } from "@/components/ui/state-badge";
import { Ago } from "@/components/ui/time";
import { useAction } from "@/components/ui/use-action";

type Props = {
  integrationId: string;
  /** Proposed days. */
  period: { readonly from: string; readonly to: string };
  summary: SummaryView | null;
  /** A comparison, or a run that mends, is asked for or goes on. */
  isBusy: boolean;
  lines: readonly DifferenceLine[];
  limit: number;
  actions: ReconcileActions;
  mayRun: boolean;
};

/** Both systems side by side: what differs, and the buttons that set it right. */
export function ReconcilePage(props: Props) {
  const { summary, lines, limit, isBusy } = props;
  const t = useTranslations("reconcile");
  return (
    <div className="stack">
      <LiveRefresh active={isBusy} />
      <Period {...props} />
      {summary?.hasFailed && <Note kind="warning">{t("failed")}</Note>}
      {summary === null && !isBusy ? (
        <div className="card">
          <EmptyState icon={Scale} title={t("emptyTitle")}>
            {t("emptyText")}
          </EmptyState>
        </div>
      ) : (
        <>
          <Differences {...props} />
          {lines.length >= limit && <p className="small muted">{t("limit", { count: limit })}</p>}
          {summary && <Totals summary={summary} />}
        </>
      )}
    </div>
  );
}

function Period({ integrationId, period, summary, isBusy, actions, mayRun }: Props) {
  const t = useTranslations("reconcile");
  const [from, setFrom] = useState(period.from);
  const [to, setTo] = useState(period.to);
  const start = useAction(actions.start, { done: t("started") });
  return (
    <div className="card reconcile-head">
      <p className="small muted">{t("purpose")}</p>
      <div className="reconcile-period">
        {mayRun && (
          <>
            <label htmlFor="reconcile-from">{t("from")}</label>
            <DateField id="reconcile-from" value={from} onValueChange={setFrom} clearable={false} />
            <label htmlFor="reconcile-to">{t("to")}</label>
            <DateField id="reconcile-to" value={to} onValueChange={setTo} clearable={false} />
            <Button
              variant="primary"
              icon={<Scale className="icon" />}
              busy={start.busy}
              disabled={isBusy || from > to}
              onClick={() => start.run({ id: integrationId, from, to })}
            >
              {t("start")}
            </Button>
          </>
        )}
        <span className="push small">
          {isBusy ? (
            <StateBadge state="running">{t("running")}</StateBadge>
          ) : (
            summary && (
              <Link href={`/runs/${summary.runId}`} title={t("see")}>
                {t("last")} <Ago at={summary.at} />
              </Link>
            )
          )}
        </span>
      </div>
    </div>
  );
}

function Differences({ lines, summary, actions, mayRun, isBusy }: Props) {
  const t = useTranslations("reconcile");
  const [kind, setKind] = useState<Kind | "all">("all");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const shown = lines.filter((line) => kind === "all" || line.kind === kind);
  const selected = shown.filter(({ id }) => chosen.has(id));
  const ids = selected.map(({ id }) => id);
  const mendable = selected.filter(({ isMendable }) => isMendable).map(({ id }) => id);
  const mend = useAction(actions.mend, {
    onDone: ({ count }) => {
      toast.success(t("mended", { count }));
      setChosen(new Set());
    },
  });
  const words = {
    title: t("dismissTitle", { count: ids.length }),
    text: t("dismissText"),
    reason: t("reason"),
    confirm: t("confirmDismiss"),
    done: t("dismissed", { count: ids.length }),
  };
  if (lines.length === 0) {
    if (isBusy || summary?.hasFailed) return null;
    return (
      <div className="card">
        <EmptyState icon={CircleCheck} tone="created" title={t("equalTitle")}>
          {t("equalText", { count: summary?.compared ?? 0 })}
        </EmptyState>
      </div>
    );
  }
  return (
    <section aria-label={t("differences")}>
      <PickBar
        filter={{ label: t("kind"), value: kind, onValueChange: setKind, options: kindOptions(lines, t) }}
        picked={
          mayRun
            ? {
                ids,
                action: {
                  icon: <Wrench className="icon" />,
                  label: t("mend", { count: mendable.length }),
                  busy: mend.busy,
                  disabled: mendable.length === 0 || isBusy,
                  run: () => mend.run({ ids: mendable }),
                },
                dismiss: { label: t("dismiss", { count: ids.length }), words, action: actions.dismiss, isRequired: true },
                onDismissed: () => setChosen(new Set()),
              }
            : undefined
        }
      />
      <div className="card">
        {shown.length === 0 ? (
          <EmptyState icon={CircleCheck} tone="created" title={t("noneTitle")}>
            {t("noneText")}
          </EmptyState>
        ) : (
          <DifferenceTable
            lines={shown}
            chosen={chosen}
            {...(mayRun ? { onChosen: setChosen, link: actions.link } : {})}
            isBusy={isBusy}
          />
        )}
      </div>
    </section>
  );
}

function kindOptions(lines: readonly DifferenceLine[], t: ReturnType<typeof useTranslations<"reconcile">>) {
  const count = (value: Kind) => lines.filter((line) => line.kind === value).length;
  return [
    { value: "all" as const, label: `${t("all")} ${lines.length}` },
    ...KINDS.map((value) => ({ value, label: `${t(`filters.${value}`)} ${count(value)}` })),
  ];
}
