"use client";

import type { Table } from "@tanstack/react-table";
import { useTranslations } from "use-intl";
import type { RowView, TableView } from "@/components/tables/types";
import { EVERY } from "@/components/tables/use-grid";
import { Checkbox } from "@/components/ui/checkbox";
import { SearchInput } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

const STATUSES = ["fails", "takesDefault", "auto", "manual", "default", "changed"] as const;

type GridHeadProps = { table: TableView; grid: Table<RowView>; readOnly: boolean };

/** Titles, select-all (UI-25) and one filter by column (UI-27). */
export function GridHead({ table, grid, readOnly }: GridHeadProps) {
  const t = useTranslations("tables");
  const all = grid.getIsAllRowsSelected();
  return (
    <thead>
      <tr>
        <th scope="col" className="col-check">
          {!readOnly && (
            <Checkbox
              aria-label={t("selectAll")}
              checked={all || (grid.getIsSomeRowsSelected() ? "indeterminate" : false)}
              onCheckedChange={(checked) => grid.toggleAllRowsSelected(checked)}
            />
          )}
        </th>
        <th scope="col">{table.sourceTitle}</th>
        {table.columns.map((column) => (
          <th key={column.key} scope="col">
            {column.title}
          </th>
        ))}
        <th scope="col">{t("origin")}</th>
      </tr>
      <tr className="filter-row">
        <td />
        <td>
          <TextFilter grid={grid} column="source" title={table.sourceTitle} />
        </td>
        {table.columns.map((column) => (
          <td key={column.key}>
            {column.control.type === "switch" ? (
              <ChoiceFilter
                grid={grid}
                column={column.key}
                title={column.title}
                values={["true", "false"]}
                text={(value) => t(`filter.${value}`)}
              />
            ) : (
              <TextFilter grid={grid} column={column.key} title={column.title} />
            )}
          </td>
        ))}
        <td>
          <ChoiceFilter
            grid={grid}
            column="status"
            title={t("origin")}
            values={STATUSES}
            text={(value) => t(`reason.${value}`)}
          />
        </td>
      </tr>
    </thead>
  );
}

type FilterProps = { grid: Table<RowView>; column: string; title: string };

function TextFilter({ grid, column, title }: FilterProps) {
  const t = useTranslations("tables");
  const value = grid.getColumn(column)?.getFilterValue();
  return (
    <SearchInput
      size="sm"
      aria-label={t("filterBy", { column: title })}
      placeholder={t("filterText")}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => grid.getColumn(column)?.setFilterValue(event.target.value || undefined)}
    />
  );
}

function ChoiceFilter({
  grid,
  column,
  title,
  values,
  text,
}: FilterProps & { values: readonly string[]; text: (value: string) => string }) {
  const t = useTranslations("tables");
  const value = grid.getColumn(column)?.getFilterValue();
  return (
    <Select
      size="sm"
      aria-label={t("filterBy", { column: title })}
      value={typeof value === "string" ? value : EVERY}
      onValueChange={(next) => grid.getColumn(column)?.setFilterValue(next === EVERY ? undefined : next)}
      options={[{ value: EVERY, label: t("filter.all") }, ...values.map((one) => ({ value: one, label: text(one) }))]}
    />
  );
}
