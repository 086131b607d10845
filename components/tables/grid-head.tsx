"use client";

import { useTranslations } from "use-intl";
import { ROW_STATUSES, takesCases } from "@/components/tables/edits";
import type { TableView } from "@/components/tables/types";
import { EVERY, type Grid } from "@/components/tables/use-grid";
import { Checkbox } from "@/components/ui/checkbox";
import { SearchInput } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

type GridHeadProps = { table: TableView; grid: Grid; readOnly: boolean };

/** Titles, select-all (UI-25) and one filter by column (UI-27). */
export function GridHead({ table, grid, readOnly }: GridHeadProps) {
  const t = useTranslations("tables");
  return (
    <thead>
      <tr>
        <th scope="col" className="col-check">
          {!readOnly && <Checkbox aria-label={t("selectAll")} checked={grid.chosen} onCheckedChange={grid.chooseAll} />}
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
            values={ROW_STATUSES.filter((status) => takesCases(table) || (status !== "idle" && status !== "removed"))}
            text={(value) => t(`reason.${value}`)}
          />
        </td>
      </tr>
    </thead>
  );
}

type FilterProps = { grid: Grid; column: string; title: string };

function TextFilter({ grid, column, title }: FilterProps) {
  const t = useTranslations("tables");
  return (
    <SearchInput
      size="sm"
      aria-label={t("filterBy", { column: title })}
      placeholder={t("filterText")}
      value={grid.filters[column] ?? ""}
      onChange={(event) => grid.setFilter(column, event.target.value)}
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
  return (
    <Select
      size="sm"
      aria-label={t("filterBy", { column: title })}
      value={grid.filters[column] ?? EVERY}
      onValueChange={(next) => grid.setFilter(column, next === EVERY ? undefined : next)}
      options={[{ value: EVERY, label: t("filter.all") }, ...values.map((one) => ({ value: one, label: text(one) }))]}
    />
  );
}
