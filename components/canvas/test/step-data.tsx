"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { NodeTrialView } from "@/components/canvas/editor-types";
import { type Sides, sidesOf, tableOf } from "@/components/canvas/test/sides";
import { TreeView } from "@/components/canvas/test/tree-view";
import { JsonView } from "@/components/runs/json-view";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { Segmented } from "@/components/ui/segmented";
import type { JsonObject } from "@/lib/core/json";

type View = "table" | "tree" | "json";
type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  trial: NodeTrialView;
  position: number;
  onPosition: (position: number) => void;
};

/** What went into a step and what came out of it, side by side, differences marked. */
export function StepData({ open, onOpenChange, title, trial, position, onPosition }: Props) {
  const t = useTranslations("editor.try");
  const [view, setView] = useState<View>("json");
  const all = sidesOf(trial);
  const shown = all[Math.min(position, all.length - 1)];
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="overlay" />
        <Radix.Content className="dialog trial-view" aria-describedby={undefined}>
          <header className="trial-head">
            <Radix.Title>{title}</Radix.Title>
            <Segmented
              label={t("view.label")}
              value={view}
              onValueChange={setView}
              options={(["table", "tree", "json"] as const).map((each) => ({ value: each, label: t(`view.${each}`) }))}
            />
            <span className="push" />
            {view !== "table" && (
              <Stepper position={position} total={all.length} label={shown?.label ?? ""} onPosition={onPosition} />
            )}
            <Radix.Close asChild>
              <Button>{t("close")}</Button>
            </Radix.Close>
          </header>
          <div className="trial-sides">
            {view === "table" ? <Tables all={all} /> : shown && <OneRecord key={shown.key} sides={shown} view={view} />}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type StepperProps = { position: number; total: number; label: string; onPosition: (position: number) => void };

function Stepper({ position, total, label, onPosition }: StepperProps) {
  const t = useTranslations("editor.try");
  const step = (by: number, words: string, icon: React.ReactNode) => (
    <Button
      square
      size="sm"
      variant="quiet"
      aria-label={words}
      disabled={position + by < 0 || position + by >= total}
      icon={icon}
      onClick={() => onPosition(position + by)}
    />
  );
  return (
    <span className="stepper">
      <span className="mono muted truncate">{label}</span>
      {step(-1, t("previous"), <ChevronLeft className="icon" />)}
      <span className="num">{t("position", { position: Math.min(position + 1, total), total })}</span>
      {step(1, t("next"), <ChevronRight className="icon" />)}
    </span>
  );
}

function OneRecord({ sides: { input, outputs }, view }: { sides: Sides; view: "tree" | "json" }) {
  const t = useTranslations("editor.try");
  const pane = (name: "input" | "output", value: JsonObject | null, before: JsonObject | null) => (
    <section className="trial-side" aria-label={t(name)}>
      <h3>{t(name)}</h3>
      {value === null ? (
        <p className="test-empty muted">{t(name === "input" ? "noInput" : "noOutput")}</p>
      ) : view === "json" ? (
        <JsonView value={value} label={t(name)} {...(before ? { before } : {})} />
      ) : (
        <TreeView value={value} before={before} label={t(name)} />
      )}
    </section>
  );
  const [only] = outputs;
  const output =
    outputs.length > 1 ? Object.fromEntries(outputs.map((each, index) => [String(index + 1), each])) : (only ?? null);
  // What a split makes of a record is not its record any more.
  return (
    <>
      {pane("input", input, null)}
      {pane("output", output, outputs.length > 1 ? null : input)}
    </>
  );
}

function Tables({ all }: { all: readonly Sides[] }) {
  const t = useTranslations("editor.try");
  const inputs = all.flatMap(({ key, label, input }) => (input ? [{ key, label, record: input, before: null }] : []));
  const outputs = all.flatMap(({ key, label, input, outputs: made }) =>
    made.map((record, index) => ({ key: `${key}/${index}`, label, record, before: made.length > 1 ? null : input })),
  );
  return (
    <>
      <DataTable title={t("input")} none={t("noInput")} rows={inputs} />
      <DataTable title={t("output")} none={t("noOutput")} rows={outputs} />
    </>
  );
}

type Row = { readonly key: string; readonly label: string; readonly record: JsonObject; readonly before: JsonObject | null };

function DataTable({ title, none, rows }: { title: string; none: string; rows: readonly Row[] }) {
  const t = useTranslations("editor.try");
  const table = tableOf(
    rows.map(({ record }) => record),
    rows.map(({ before }) => before),
  );
  return (
    <section className="trial-side" aria-label={title}>
      <h3>{title}</h3>
      {rows.length === 0 ? (
        <p className="test-empty muted">{none}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
        <section className="trial-table" aria-label={title} tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t("record")}</th>
                {table.columns.map((column) => (
                  <th key={column} scope="col" className="mono">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ key, label }, row) => (
                <tr key={key}>
                  <th scope="row">{label}</th>
                  {table.rows[row]?.map(({ text, change }, column) => (
                    <td key={table.columns[column]} className={cx(change)} title={text}>
                      {change && <span className="sr-only">{t(`change.${change}`)} </span>}
                      {text}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
