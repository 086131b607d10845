"use client";

import { CalendarClock, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ScheduleDialog } from "@/components/schedules/schedule-dialog";
import { ScheduleTable } from "@/components/schedules/schedule-table";
import type { FlowChoice, ScheduleInput, ScheduleView } from "@/components/schedules/types";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { SearchInput } from "@/components/ui/input";
import type { Action } from "@/components/ui/use-action";

export type ScheduleActions = {
  add: Action<ScheduleInput & { flowId: string }, { id: string }>;
  change: Action<ScheduleInput & { id: string }>;
  remove: Action<{ id: string }>;
};

type ViewProps = {
  schedules: readonly ScheduleView[];
  flows: readonly FlowChoice[];
  timeZone: string;
  actions: ScheduleActions;
  mayWrite: boolean;
  withIntegration?: boolean;
};

/** What runs on its own: the list, its switches, one dialog to add and to change (UI-34 to UI-38). */
export function SchedulesView({ schedules, flows, timeZone, actions, mayWrite, withIntegration }: ViewProps) {
  const t = useTranslations("schedules");
  const [words, setWords] = useState("");
  const [editing, setEditing] = useState<ScheduleView | "new" | null>(null);
  const shown = schedules.filter((one) => `${one.flow} ${one.integration ?? ""}`.toLowerCase().includes(words.toLowerCase()));
  const add = mayWrite && flows.length > 0 && (
    <Button variant="primary" icon={<Plus className="icon" />} onClick={() => setEditing("new")}>
      {t("add")}
    </Button>
  );
  return (
    <>
      {schedules.length === 0 ? (
        <div className="card">
          <EmptyState icon={CalendarClock} title={t("empty")} action={add}>
            {t("emptyText")}
          </EmptyState>
        </div>
      ) : (
        <div>
          <div className="toolbar">
            <SearchInput
              aria-label={t("search")}
              placeholder={t("search")}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
            <span className="push">{add}</span>
          </div>
          <div className="card">
            <ScheduleTable
              schedules={shown}
              onEdit={setEditing}
              change={actions.change}
              mayWrite={mayWrite}
              withIntegration={withIntegration}
            />
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
