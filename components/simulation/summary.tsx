"use client";

import { Diff, Equal, Layers } from "lucide-react";
import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { ALL, type RecordFilter } from "@/components/simulation/filter";
import type { Cost, SimulationView, Snapshot } from "@/components/simulation/types";
import { cx } from "@/components/ui/class-names";
import { Skeleton } from "@/components/ui/skeleton";
import { StateIcon } from "@/components/ui/state-badge";
import { toneOf } from "@/components/ui/states";
import { OUTCOMES } from "@/lib/core/outcomes";

type Props = {
  view: SimulationView;
  snapshot: Snapshot;
  cost: Cost | null;
  isOpen: boolean;
  filter: RecordFilter;
  onFilter: (filter: RecordFilter) => void;
};

/** Outcomes, which are the filters, and what a run would cost. */
export function Summary(props: Props) {
  const t = useTranslations("simulation");
  const { view, snapshot, isOpen, cost } = props;
  const { limit, keys } = view.request;
  const of = keys?.length ?? limit;
  return (
    <>
      <div className="sim-summary">
        {view.request.kind === "replay" ? <ReplayTiles {...props} /> : <OutcomeTiles {...props} />}
        {view.request.kind === "difference" && <CostCard cost={cost} isOpen={isOpen} />}
      </div>
      {isOpen && (
        <div
          className="sim-bar"
          role="progressbar"
          aria-label={t("progress")}
          aria-valuemin={0}
          aria-valuemax={of}
          aria-valuenow={Math.min(snapshot.counts.total, of)}
        >
          <i style={{ width: `${Math.max(2, Math.min(100, (snapshot.counts.total / of) * 100))}%` }} />
        </div>
      )}
      {!isOpen && snapshot.hasMore && <p className="sim-more muted small">{t("hasMore", { count: snapshot.counts.total })}</p>}
    </>
  );
}

function OutcomeTiles({ snapshot, filter, onFilter }: Props) {
  const t = useTranslations("simulation");
  const { counts } = snapshot;
  return (
    <fieldset className="sim-tiles" aria-label={t("filterByResult")}>
      <Tile
        icon={<Layers className="icon sm" />}
        label={t("all")}
        count={counts.total}
        pressed={filter.outcome === null}
        onPress={() => onFilter({ ...filter, outcome: null })}
      />
      {OUTCOMES.filter((outcome) => outcome !== "failed" || counts.failed > 0).map((outcome) => (
        <Tile
          key={outcome}
          tone={toneOf(outcome)}
          icon={<StateIcon state={outcome} />}
          label={t(`tile.${outcome}`, { count: counts[outcome] })}
          count={counts[outcome]}
          pressed={filter.outcome === outcome}
          onPress={() => onFilter({ ...filter, outcome })}
        />
      ))}
    </fieldset>
  );
}

function ReplayTiles({ snapshot, filter, onFilter }: Props) {
  const t = useTranslations("simulation");
  const { counts, differing } = snapshot;
  const tiles = [
    { differs: true, tone: "attention", icon: <Diff className="icon sm" />, label: t("differing"), count: differing },
    { differs: false, tone: "unchanged", icon: <Equal className="icon sm" />, label: t("same"), count: counts.total - differing },
    { differs: null, tone: undefined, icon: <Layers className="icon sm" />, label: t("all"), count: counts.total },
  ] as const;
  return (
    <fieldset className="sim-tiles" aria-label={t("filterByResult")}>
      {tiles.map(({ differs, ...tile }) => (
        <Tile
          {...tile}
          key={tile.label}
          pressed={filter.differs === differs}
          onPress={() => onFilter({ ...ALL, differs, search: filter.search })}
        />
      ))}
    </fieldset>
  );
}

type TileProps = {
  icon: ReactNode;
  label: string;
  count: number;
  tone?: string | undefined;
  pressed: boolean;
  onPress: () => void;
};

function Tile({ icon, label, count, tone, pressed, onPress }: TileProps) {
  const format = useFormatter();
  return (
    <button type="button" className={cx("sim-tile", tone)} aria-pressed={pressed} onClick={onPress}>
      <span className={cx(tone && "toned")}>
        {icon}
        {label}
      </span>
      <b className="num">{format.number(count)}</b>
    </button>
  );
}

function CostCard({ cost, isOpen }: { cost: Cost | null; isOpen: boolean }) {
  const t = useTranslations("simulation.cost");
  const format = useFormatter();
  if (cost === null) {
    return <div className="sim-cost">{isOpen ? <p className="muted small">{t("later")}</p> : <Skeleton height={36} />}</div>;
  }
  return (
    <dl className="sim-cost" title={t("estimate")}>
      <div>
        <dt>{t("title")}</dt>
        <dd className="num">{t.rich("requests", { count: cost.requests, b: (words) => <b>{words}</b> })}</dd>
      </div>
      {cost.sides.map(({ connectionId, title, reads, writes }) => (
        <div key={connectionId} title={t("side", { reads, writes })}>
          <dt>{title}</dt>
          <dd className="num">{format.number(reads + writes)}</dd>
        </div>
      ))}
      {cost.ms !== null && (
        <div>
          <dt>{t("time")}</dt>
          <dd className="num">{durationText(cost.ms, t)}</dd>
        </div>
      )}
    </dl>
  );
}

function durationText(ms: number, t: (key: string, values: Record<string, number>) => string): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return t("seconds", { seconds });
  return t("minutes", { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}
