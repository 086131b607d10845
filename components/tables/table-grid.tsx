"use client";

import { useTranslations } from "use-intl";
import { CellControl } from "@/components/tables/cell-control";
import { type Edits, fallbackOf, statusOf, targetOf } from "@/components/tables/edits";
import { GridHead } from "@/components/tables/grid-head";
import { RowSource } from "@/components/tables/row-source";
import { RowReason } from "@/components/tables/row-status";
import type { Cell, RowView, TableView } from "@/components/tables/types";
import type { Grid } from "@/components/tables/use-grid";
import { useRowWindow } from "@/components/tables/use-row-window";
import { Checkbox } from "@/components/ui/checkbox";

const ROW_HEIGHT = 42;

type TableGridProps = {
  table: TableView;
  grid: Grid;
  edits: Edits;
  onCell: (row: RowView, column: string, value: Cell) => void;
  onEdits: (edits: Edits) => void;
  readOnly: boolean;
};

/** Only the rows in sight are in the page: a table of every country stays quick. */
export function TableGrid(props: TableGridProps) {
  const { table, grid } = props;
  const t = useTranslations("tables");
  const { rows } = grid;
  const { scroll, first, last, before, after } = useRowWindow(rows.length, ROW_HEIGHT);
  return (
    <div className="table-scroll map-scroll" ref={scroll}>
      <table className="table" aria-rowcount={rows.length}>
        <GridHead table={table} grid={grid} readOnly={props.readOnly} />
        <tbody>
          <Gap height={before} />
          {rows.slice(first, last).map((row) => (
            <GridRow key={row.source} {...props} row={row} />
          ))}
          <Gap height={after} />
        </tbody>
      </table>
      {rows.length === 0 && <p className="empty compact muted">{t("nothingLeft")}</p>}
    </div>
  );
}

function Gap({ height }: { height: number }) {
  return height > 0 ? (
    <tr>
      <td style={{ height, border: 0 }} />
    </tr>
  ) : null;
}

type GridRowProps = TableGridProps & { row: RowView };

function GridRow({ table, grid, edits, onCell, onEdits, readOnly, row }: GridRowProps) {
  const t = useTranslations("tables");
  const target = targetOf(edits, row);
  const status = statusOf(row, { edits, table });
  const isChosen = grid.selected.has(row.source);
  return (
    <tr data-chosen={isChosen || undefined} data-changed={edits.rows[row.source] !== undefined || undefined}>
      <td className="col-check">
        {!readOnly && (
          <Checkbox
            aria-label={t("select", { label: row.label })}
            checked={isChosen}
            onCheckedChange={(checked) => grid.choose(row, checked)}
          />
        )}
      </td>
      <td className="source">
        <RowSource {...{ table, edits, readOnly, onEdits, row }} />
      </td>
      {table.columns.map((column) => (
        <td key={column.key}>
          <CellControl
            column={column}
            value={target[column.key]}
            fallback={fallbackOf(edits, table)}
            onChange={(value) => onCell(row, column.key, value)}
            label={t("cell", { row: row.label, column: column.title })}
            disabled={readOnly}
          />
        </td>
      ))}
      <td>
        <RowReason status={status} reason={row.reason} />
      </td>
    </tr>
  );
}
