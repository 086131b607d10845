"use client";

import { ListChecks, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { useMapper } from "@/components/mapping/visual/mapper-context";
import { ConstantInput } from "@/components/mapping/visual/rules/constant-editor";
import { SourcePicker } from "@/components/mapping/visual/rules/source-picker";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { RecordField } from "@/engine/mapping/visual/fields";
import type { Rule, SimpleRule } from "@/engine/mapping/visual/model";

type TableRule = Extract<Rule, { kind: "table" }>;
type Props = { field: RecordField; rule: TableRule; onChange: (rule: Rule, gesture?: string) => void };

/** A value translated by a mapping table, and what happens to one without a row. */
export function TableEditor({ field, rule, onChange }: Props) {
  const t = useTranslations("mapper.table");
  const { description, readOnly } = useMapper();
  const table = description.tables.find((each) => each.key === rule.table);
  const columns = table?.columns ?? [];
  const { column: _column, ...bare } = rule;
  return (
    <>
      <Field label={t("table")}>
        {(control) => (
          <Combobox
            {...control}
            value={rule.table === "" ? null : rule.table}
            empty={t("choose")}
            clearable={false}
            disabled={readOnly}
            options={description.tables.map(({ key, title }) => ({ value: key, label: title }))}
            onValueChange={(next) => onChange({ ...bare, table: next ?? "" })}
          />
        )}
      </Field>
      <Field label={t("source")}>
        {(control) => (
          <SourcePicker
            {...control}
            target={field.path}
            value={rule.source}
            onChange={(source) => onChange({ ...rule, source })}
          />
        )}
      </Field>
      {columns.length > 1 && (
        <Field label={t("column")}>
          {(control) => (
            <Select
              {...control}
              value={rule.column ?? ""}
              disabled={readOnly}
              onValueChange={(next) => onChange(next === "" ? bare : { ...rule, column: next })}
              options={[{ value: "", label: t("wholeRow") }, ...columns.map(({ key, title }) => ({ value: key, label: title }))]}
            />
          )}
        </Field>
      )}
      <Missing field={field} rule={rule} onChange={onChange} />
      {table && table.unmapped.length > 0 && (
        <p className="rule-note attention">
          <TriangleAlert className="icon" aria-hidden="true" />
          <span>
            {t("unmapped", { count: table.unmapped.length, total: table.values, names: table.unmapped.slice(0, 3).join(", ") })}{" "}
            <a href={`/integrations/${table.integrationId}/tables/${table.id}`} target="_blank" rel="noreferrer">
              {t("open")}
            </a>
          </span>
        </p>
      )}
      {table && <LiveCoverage table={table.key} href={`/integrations/${table.integrationId}/tables/${table.id}`} />}
    </>
  );
}

/** By share of live records, not of values: a rare value without a row is one thing, a frequent one another. */
function LiveCoverage({ table, href }: { table: string; href: string }) {
  const t = useTranslations("mapper.table");
  const { coverage, readOnly } = useMapper();
  const found = coverage.tables.find((each) => each.table === table);
  if (coverage.records === null) {
    return (
      <Button size="sm" variant="quiet" busy={coverage.isBusy} disabled={readOnly} onClick={coverage.measure}>
        {t("measure")}
      </Button>
    );
  }
  const open = found ? found.unmapped + found.byDefault : 0;
  const names = found?.values.slice(0, 3).map(({ label }) => label);
  return (
    <p className={`rule-note ${found && found.unmapped > 0 ? "attention" : ""}`} role="status">
      <ListChecks className="icon" aria-hidden="true" />
      <span>
        {open === 0 || !found
          ? t("liveAll", { total: found?.records ?? 0 })
          : t(found.unmapped > 0 ? "liveUnmapped" : "liveDefault", {
              count: open,
              total: found.records,
              names: names?.join(", ") ?? "",
            })}{" "}
        {open > 0 && (
          <a href={href} target="_blank" rel="noreferrer">
            {t("open")}
          </a>
        )}
      </span>
    </p>
  );
}

const MODES = ["fail", "null", "source", "value"] as const;

function Missing({ field, rule, onChange }: Props) {
  const t = useTranslations("mapper.table");
  const { readOnly } = useMapper();
  const { fallback, ...bare } = rule;
  const mode = modeOf(fallback);
  const change = (next: string) => {
    if (next === "fail") return onChange(bare);
    const value: SimpleRule =
      next === "source" ? { kind: "field", source: rule.source } : { kind: "constant", value: next === "null" ? null : "" };
    onChange({ ...rule, fallback: value });
  };
  return (
    <Field label={t("missing")}>
      {(control) => (
        <div className="rule-pair">
          <Select
            {...control}
            value={mode}
            disabled={readOnly}
            onValueChange={change}
            options={MODES.map((value) => ({ value, label: t(`onMissing.${value}`) }))}
          />
          {mode === "value" && fallback?.kind === "constant" && (
            <ConstantInput
              control={{ "aria-label": t("onMissing.value") }}
              field={field}
              value={fallback.value}
              onChange={(value) => onChange({ ...rule, fallback: { kind: "constant", value } }, "fallback")}
            />
          )}
        </div>
      )}
    </Field>
  );
}

function modeOf(fallback: SimpleRule | undefined): (typeof MODES)[number] {
  if (!fallback) return "fail";
  if (fallback.kind === "field") return "source";
  return fallback.value === null ? "null" : "value";
}
