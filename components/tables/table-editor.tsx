"use client";

import { ArrowDown, WandSparkles } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { toast } from "sonner";
import { useFormatter, useTranslations } from "use-intl";
import { CellControl } from "@/components/tables/cell-control";
import {
  applyDefault,
  countEdits,
  type Edits,
  fallbackOf,
  isMapped,
  NO_EDITS,
  rebase,
  rowsOf,
  setCell,
  setFallback,
  targetOf,
  toChange,
} from "@/components/tables/edits";
import { LiveCoverage } from "@/components/tables/live-coverage";
import { TableGrid } from "@/components/tables/table-grid";
import { TableMenu } from "@/components/tables/table-menu";
import type { TableActions, TableView } from "@/components/tables/types";
import { useGrid } from "@/components/tables/use-grid";
import { Button } from "@/components/ui/button";
import { SearchInput } from "@/components/ui/input";
import { Meter } from "@/components/ui/meter";
import { Note } from "@/components/ui/note";
import { SaveBar } from "@/components/ui/save-bar";
import { useAction } from "@/components/ui/use-action";

type TableEditorProps = { table: TableView; actions: TableActions; readOnly: boolean };

/** One mapping table: default, grid, coverage, one save for all (UI-24 to UI-27). */
export function TableEditor({ table, actions, readOnly }: TableEditorProps) {
  const t = useTranslations("tables");
  const { edits, setEdits } = useEdits(table);
  const [sent, setSent] = useState(NO_EDITS);
  const { grid, search, setSearch } = useGrid(table, edits);
  const saving = useAction(actions.save, { done: t("saved"), onDone: () => setSent(edits) });
  const matching = useMatch(actions.match);
  return (
    <section className="map-editor" aria-label={table.title}>
      <div className="map-head">
        <div>
          <h2>{table.title}</h2>
          {table.help && <p>{table.help}</p>}
          <UsedBy users={table.users} />
        </div>
        {!readOnly && (
          <Button
            size="sm"
            busy={matching.busy}
            icon={<WandSparkles className="icon" />}
            onClick={() => matching.run({ id: table.id })}
          >
            {t("match")}
          </Button>
        )}
        <TableMenu table={table} actions={actions} readOnly={readOnly} />
      </div>
      {table.unread.map((reason) => (
        <Note key={reason} kind="warning" title={t("unread")}>
          {reason}
        </Note>
      ))}
      <Coverage table={table} edits={edits} search={search} onSearch={setSearch}>
        {actions.measure && table.users.length > 0 && <LiveCoverage tableId={table.id} measure={actions.measure} />}
      </Coverage>
      <DefaultsBar table={table} edits={edits} onEdits={setEdits} selected={grid.selected} readOnly={readOnly} />
      <div className="card map-grid">
        <TableGrid
          table={table}
          grid={grid}
          edits={edits}
          readOnly={readOnly}
          onCell={(row, column, value) => setEdits((before) => setCell(before, row, column, value))}
          onEdits={setEdits}
        />
      </div>
      <SaveBar
        count={edits === sent ? 0 : countEdits(edits)}
        note={t("usedNext")}
        busy={saving.busy}
        onSave={() => saving.run(toChange(edits, table))}
        onDiscard={() => setEdits(NO_EDITS)}
      />
    </section>
  );
}

/** Changes stay while the table is read again under them: a menu or a row somebody is in is not taken away. */
function useEdits(table: TableView) {
  const [edits, setEdits] = useState(NO_EDITS);
  const [revision, setRevision] = useState(table.revision);
  if (revision !== table.revision) {
    setRevision(table.revision);
    setEdits(rebase(edits, table));
  }
  return { edits, setEdits };
}

/** What reading both systems again brought: new values and gone ones, by name. */
function useMatch(match: TableActions["match"]) {
  const t = useTranslations("tables");
  return useAction(match, {
    onDone: ({ added, gone }) => {
      const news = [
        ...(added.length > 0 ? [t("added", { count: added.length, names: named(added) })] : []),
        ...(gone.length > 0 ? [t("gone", { count: gone.length, names: named(gone) })] : []),
      ];
      toast.success(news.length === 0 ? t("matched") : news.join(" "));
    },
  });
}

const NAMED = 4;

function named(labels: readonly string[]): string {
  return `${labels.slice(0, NAMED).join(", ")}${labels.length > NAMED ? "…" : ""}`;
}

function UsedBy({ users }: { users: TableView["users"] }) {
  const t = useTranslations("tables");
  return (
    <p className="used-by small">
      {t("usedBy", { count: users.length })}
      {users.map(({ id, name }) => (
        <Link key={id} href={`/flows/${id}`}>
          {name}
        </Link>
      ))}
    </p>
  );
}

type CoverageProps = {
  table: TableView;
  edits: Edits;
  search: string;
  onSearch: (text: string) => void;
  children: ReactNode;
};

function Coverage({ table, edits, search, onSearch, children }: CoverageProps) {
  const t = useTranslations("tables");
  const format = useFormatter();
  const rows = rowsOf(edits, table);
  const total = rows.length;
  const mapped = rows.filter((row) => isMapped(table.columns, targetOf(edits, row))).length;
  const text = t.rich("coverage", { mapped: format.number(mapped), total: format.number(total), b: (chunks) => <b>{chunks}</b> });
  return (
    <div className="coverage">
      <span>{text}</span>
      <Meter
        className={mapped < total && table.fallback === null ? "attention" : undefined}
        parts={[{ value: mapped }]}
        total={total}
        label={t("coverageText", { mapped, total })}
      />
      {children}
      <SearchInput
        className="push"
        size="sm"
        aria-label={t("search")}
        placeholder={t("search")}
        value={search}
        onChange={(event) => onSearch(event.target.value)}
      />
    </div>
  );
}

type DefaultsBarProps = {
  table: TableView;
  edits: Edits;
  onEdits: (next: (before: Edits) => Edits) => void;
  selected: ReadonlySet<string>;
  readOnly: boolean;
};

function DefaultsBar({ table, edits, onEdits, selected, readOnly }: DefaultsBarProps) {
  const t = useTranslations("tables");
  const fallback = fallbackOf(edits, table);
  return (
    <div className="defaults">
      <span className="label" title={t("defaultHelp")}>
        {t("default")}
      </span>
      {table.columns.map((column) => (
        <span key={column.key} className="default-cell">
          <CellControl
            column={column}
            value={fallback[column.key]}
            fallback={{}}
            onChange={(value) => onEdits((before) => setFallback(before, table, column.key, value))}
            label={t("defaultOf", { column: column.title })}
            disabled={readOnly}
            isDefault
          />
        </span>
      ))}
      {!readOnly && (
        <Button
          size="sm"
          variant="soft"
          icon={<ArrowDown className="icon" />}
          disabled={selected.size === 0}
          onClick={() => onEdits((before) => applyDefault(before, table, selected))}
        >
          {t("apply", { count: selected.size })}
        </Button>
      )}
      {table.columns.length < 3 && <span className="small muted push not-phone">{t("defaultHelp")}</span>}
    </div>
  );
}
