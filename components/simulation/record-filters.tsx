"use client";

import { useTranslations } from "use-intl";
import { useDocumentWord } from "@/components/runs/documents";
import { type RecordFilter, streamsOf } from "@/components/simulation/filter";
import type { SimulatedRecord, SimulationView } from "@/components/simulation/types";
import { SearchInput } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

type Props = {
  records: readonly SimulatedRecord[];
  shown: number;
  filter: RecordFilter;
  onFilter: (filter: RecordFilter) => void;
  view: SimulationView;
};

/** A search, and the kind of record that would be written. */
export function RecordFilters({ records, shown, filter, onFilter, view }: Props) {
  const t = useTranslations("simulation");
  const word = useDocumentWord();
  const streams = [...new Set(records.flatMap(streamsOf))];
  return (
    <div className="sim-filters">
      <SearchInput
        size="sm"
        aria-label={t("search")}
        placeholder={t("search")}
        value={filter.search}
        onChange={(event) => onFilter({ ...filter, search: event.target.value })}
      />
      {streams.length > 1 && (
        <Select
          size="sm"
          aria-label={t("inTarget", { target: view.target })}
          value={filter.stream ?? ""}
          onValueChange={(stream) => onFilter({ ...filter, stream: stream === "" ? null : stream })}
          options={[
            { value: "", label: t("anyWrite") },
            ...streams.map((stream) => ({ value: stream, label: word({ stream, alias: stream }) })),
          ]}
        />
      )}
      <span className="push muted num" role="status">
        {t("count", { count: shown })}
      </span>
    </div>
  );
}
