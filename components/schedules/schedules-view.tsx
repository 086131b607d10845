"use client";

import { CalendarClock, Plus, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { ScheduleDialog } from "@/components/schedules/schedule-dialog";
import { ScheduleTable } from "@/components/schedules/schedule-table";
import type { FlowChoice, ScheduleActions, ScheduleView } from "@/components/schedules/types";
import { Button, LinkButton } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { SearchInput } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useAction } from "@/components/ui/use-action";

type ViewProps = {
  schedules: readonly ScheduleView[];
  flows: readonly FlowChoice[];
  timeZone: string;
  actions: ScheduleActions;
  mayWrite: boolean;
  withIntegration?: boolean;
};

const NONE: ReadonlySet<string> = new Set();

/** What runs on its own: the list, its switches, one dialog to add and to change (UI-34 to UI-42). */
export function SchedulesView({ schedules, flows, timeZone, actions, mayWrite, withIntegration }: ViewProps) {
  const t = useTranslations("schedules");
  const [filters, setFilters] = useState<Filters>({ words: "", integration: ALL, state: ALL });
  const [chosen, setChosen] = useState(NONE);
  const [editing, setEditing] = useState<ScheduleView | "new" | null>(null);
  const shown = schedules.filter((one) => fits(one, filters));
  const add = mayWrite && flows.length > 0 && (
    <Button variant="primary" icon={<Plus className="icon" />} onClick={() => setEditing("new")}>
      {t("add")}
    </Button>
  );
  return (
    <>
      {schedules.length === 0 ? (
        <div className="card">
          <EmptyState
            icon={CalendarClock}
            title={t("empty")}
            action={flows.length > 0 ? add : mayWrite && <LinkButton href="/gallery">{t("gallery")}</LinkButton>}
          >
            {t(flows.length > 0 ? "emptyText" : "noFlowText")}
          </EmptyState>
        </div>
      ) : (
        <div>
          <FilterBar schedules={withIntegration ? schedules : []} filters={filters} onFilters={setFilters}>
            {chosen.size > 0 && <RemoveChosen chosen={chosen} remove={actions.remove} onDone={() => setChosen(NONE)} />}
            <span className="push">{add}</span>
          </FilterBar>
          <div className="card">
            {shown.length === 0 ? (
              <p className="empty compact muted">{t("noneLeft")}</p>
            ) : (
              <ScheduleTable
                schedules={shown}
                chosen={chosen}
                onChoose={setChosen}
                onEdit={setEditing}
                change={actions.change}
                mayWrite={mayWrite}
                withIntegration={withIntegration}
              />
            )}
          </div>
        </div>
      )}
      {editing && (
        <ScheduleDialog
          key={editing === "new" ? "new" : editing.id}
          schedule={editing === "new" ? null : editing}
          flows={flows}
          timeZone={timeZone}
          actions={actions}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}

const ALL = "all";
type Filters = { words: string; integration: string; state: string };

function fits(one: ScheduleView, { words, integration, state }: Filters): boolean {
  const text = `${one.flow} ${one.integration ?? ""} ${one.every}`.toLowerCase();
  return (
    text.includes(words.trim().toLowerCase()) &&
    (integration === ALL || one.integration === integration) &&
    (state === ALL || state === stateOf(one))
  );
}

function stateOf({ enabled, last }: ScheduleView): "running" | "on" | "off" {
  return last?.state === "running" || last?.state === "queued" ? "running" : enabled ? "on" : "off";
}

type FilterBarProps = {
  schedules: readonly ScheduleView[];
  filters: Filters;
  onFilters: (filters: Filters) => void;
  children: ReactNode;
};

function FilterBar({ schedules, filters, onFilters, children }: FilterBarProps) {
  const t = useTranslations("schedules");
  const integrations = [...new Set(schedules.flatMap((one) => one.integration ?? []))];
  return (
    <div className="toolbar">
      <SearchInput
        aria-label={t("search")}
        placeholder={t("search")}
        value={filters.words}
        onChange={(event) => onFilters({ ...filters, words: event.target.value })}
      />
      {integrations.length > 1 && (
        <Select
          aria-label={t("byIntegration")}
          className="filter-select"
          value={filters.integration}
          onValueChange={(integration) => onFilters({ ...filters, integration })}
          options={[{ value: ALL, label: t("allIntegrations") }, ...integrations.map((one) => ({ value: one, label: one }))]}
        />
      )}
      <Select
        aria-label={t("byState")}
        className="filter-select"
        value={filters.state}
        onValueChange={(state) => onFilters({ ...filters, state })}
        options={[ALL, "on", "off", "running"].map((state) => ({ value: state, label: t(`states.${state}`) }))}
      />
      {children}
    </div>
  );
}

type RemoveProps = { chosen: ReadonlySet<string>; remove: ScheduleActions["remove"]; onDone: () => void };

function RemoveChosen({ chosen, remove, onDone }: RemoveProps) {
  const t = useTranslations("schedules");
  const [asking, setAsking] = useState(false);
  const count = chosen.size;
  const removing = useAction(remove, { done: t("removed", { count }), onDone });
  return (
    <>
      <Button variant="quiet" icon={<Trash2 className="icon" />} onClick={() => setAsking(true)}>
        {t("removeChosen", { count })}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("removeTitle", { count })}
        description={t("removeText")}
        confirm={t("remove")}
        busy={removing.busy}
        onConfirm={() => removing.run({ ids: [...chosen] })}
      />
    </>
  );
}
