"use client";

import { ArrowRight } from "lucide-react";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { labelOf } from "@/components/tables/cell-control";
import type { TableActions, TableEventView, TableView } from "@/components/tables/types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useErrorText } from "@/components/ui/error-text";
import { Skeleton } from "@/components/ui/skeleton";
import { Stamp } from "@/components/ui/time";
import type { JsonObject } from "@/lib/core/json";

type Props = { table: TableView; history: TableActions["history"]; onClose: () => void };

/** Who changed which values, from what to what, newest first. */
export default function TableHistory({ table, history, onClose }: Props) {
  const t = useTranslations("tables.history");
  const ui = useTranslations("ui");
  const errorText = useErrorText();
  const [events, setEvents] = useState<readonly TableEventView[]>();
  useEffect(() => {
    let isGone = false;
    history({ id: table.id }).then((result) => {
      if (isGone) return;
      if (result.ok) setEvents(result.value);
      else toast.error(errorText(result.error));
    });
    return () => {
      isGone = true;
    };
  }, [history, table.id, errorText]);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("title")} description={t("text", { table: table.title })}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <div className="dialog-body table-history" tabIndex={0}>
        {!events && <Skeleton />}
        {events?.length === 0 && <p className="muted">{t("none")}</p>}
        {events?.map((event) => (
          <Event key={event.id} event={event} table={table} />
        ))}
      </div>
      <div className="dialog-foot">
        <Button onClick={onClose}>{ui("close")}</Button>
      </div>
    </Dialog>
  );
}

function Event({ event, table }: { event: TableEventView; table: TableView }) {
  const t = useTranslations("tables.history");
  const hidden = event.rows - event.changes.length;
  return (
    <section>
      <h3>
        {event.by ?? t("system")}{" "}
        <span className="muted">{t(event.action === "table.matched" ? "matched" : "changed", { count: event.rows })}</span>
        <span className="push muted small">
          <Stamp at={event.at.toISOString()} />
        </span>
      </h3>
      <ul>
        {event.changes.map((change) => (
          <li key={change.source ?? ""}>
            <b>{change.source === null ? t("default") : change.label}</b>
            <span className="muted">{wordsOf(table, change.before) || t("nothing")}</span>
            <ArrowRight className="icon" aria-hidden="true" />
            <span>{wordsOf(table, change.after) || t("nothing")}</span>
          </li>
        ))}
        {hidden > 0 && <li className="muted">{t("more", { count: hidden })}</li>}
      </ul>
    </section>
  );
}

/** The values of a row in the words of its columns. */
function wordsOf({ columns }: TableView, target: JsonObject | null): string {
  return columns
    .flatMap((column) => {
      const value = target?.[column.key];
      if (typeof value === "boolean") return [`${column.title}: ${value ? "✓" : "✗"}`];
      const text = typeof value === "string" ? labelOf(column, value) : undefined;
      return text === undefined ? [] : [columns.length === 1 ? text : `${column.title}: ${text}`];
    })
    .join(", ");
}
