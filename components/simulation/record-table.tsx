"use client";

import { FlaskConical, SearchX } from "lucide-react";
import { useTranslations } from "use-intl";
import { isWritten } from "@/components/simulation/filter";
import { RecordRow } from "@/components/simulation/record-row";
import type { SimulatedRecord, SimulationView } from "@/components/simulation/types";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";

type Props = {
  view: SimulationView;
  records: readonly SimulatedRecord[];
  state: "loading" | "open" | "over";
  isFiltered: boolean;
  selected: number | null;
  onSelect: (seq: number) => void;
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
  onShowAll: () => void;
};

/** One line for each source record: what would become of it. */
export function RecordTable(props: Props) {
  const t = useTranslations("simulation");
  const { view, records, state, selected, onSelect, chosen, onChoose } = props;
  if (state === "loading") return <LoadingRows />;
  if (records.length === 0) return <NoRecords {...props} />;
  const isReplay = view.request.kind === "replay";
  const hasAmount = records.some(({ amount }) => amount !== null);
  const hasName = records.some(({ name, label }) => name !== "" && name !== label);
  const writable = records.filter(isWritten).map(({ key }) => key);
  const picked = writable.filter((key) => chosen.has(key)).length;
  const choose = (keys: readonly string[], isOn: boolean) => {
    const next = new Set(chosen);
    for (const key of keys) isOn ? next.add(key) : next.delete(key);
    onChoose(next);
  };
  const columns = { hasAmount, hasName, canChoose: !isReplay && view.may.run, isReplay };
  return (
    <div className="sim-scroll">
      <table className="table">
        <thead>
          <tr>
            {columns.canChoose && (
              <th scope="col" className="tight">
                <Checkbox
                  aria-label={t("chooseAll")}
                  checked={picked > 0 && picked < writable.length ? "indeterminate" : picked > 0}
                  onCheckedChange={(isOn) => choose(writable, isOn)}
                  disabled={writable.length === 0}
                />
              </th>
            )}
            <th scope="col" className="tight">
              <span className="sr-only">{t("details")}</span>
            </th>
            <th scope="col">{t("record")}</th>
            {hasName && (
              <th scope="col" className="mid">
                {t(hasAmount ? "customer" : "name")}
              </th>
            )}
            {hasAmount && (
              <th scope="col" className="right">
                {t("amount")}
              </th>
            )}
            <th scope="col">{t(isReplay ? "publishedThenDraft" : "resultTitle")}</th>
            <th scope="col">{isReplay ? t("whatDiffers") : t("inTarget", { target: view.target })}</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <RecordRow
              key={record.seq}
              view={view}
              record={record}
              columns={columns}
              isSelected={record.seq === selected}
              onSelect={onSelect}
              isChosen={chosen.has(record.key)}
              onChoose={(isOn) => choose([record.key], isOn)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function LoadingRows() {
  return (
    <div className="sim-scroll" aria-busy="true">
      {["a", "b", "c", "d", "e", "f", "g", "h"].map((row) => (
        <div key={row} className="run-skeleton-row">
          <Skeleton width="14%" />
          <Skeleton width="18%" />
          <Skeleton width="10%" height={20} />
          <Skeleton width="34%" />
        </div>
      ))}
    </div>
  );
}

function NoRecords({ view, isFiltered, state, onShowAll }: Props) {
  const t = useTranslations("simulation");
  const isReplay = view.request.kind === "replay";
  if (isFiltered) {
    const name = isReplay ? "noneDiffers" : "noneFound";
    return (
      <EmptyState
        compact
        icon={SearchX}
        tone={isReplay ? "created" : undefined}
        title={t(name)}
        action={<Button onClick={onShowAll}>{t("showAll")}</Button>}
      >
        {t(`${name}Text`)}
      </EmptyState>
    );
  }
  return (
    <EmptyState compact icon={FlaskConical} title={t(state === "over" ? "none" : "noneYet")}>
      {t(state === "over" ? "noneText" : "noneYetText")}
    </EmptyState>
  );
}
