"use client";

import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { foldText, ROW_HEIGHT, type Row, rowsOf } from "@/components/mapping/visual/rows";
import type { RecordField } from "@/engine/mapping/visual/fields";

export interface Tree {
  readonly rows: readonly Row[];
  readonly query: string;
  setQuery(query: string): void;
  readonly active: string | undefined;
  focus(id: string): void;
  /** Scrolls to a row that does not show, without taking the focus. */
  reveal(id: string): void;
  toggle(id: string, isOpen?: boolean): void;
  /** Moves with the arrows, opens and closes; true when it took the key. */
  onKey(event: KeyboardEvent): boolean;
  readonly scroll: React.RefObject<HTMLDivElement | null>;
}

/** A tree of rows: what is open, what is searched, which row has the focus. */
export function useTree(
  fields: readonly RecordField[],
  options: { closed: () => ReadonlySet<string>; keep?: (field: RecordField) => boolean },
): Tree {
  const [closed, setClosed] = useState(options.closed);
  const [query, setQuery] = useState("");
  const [focused, setFocused] = useState<string>();
  const scroll = useRef<HTMLDivElement>(null);
  const { keep } = options;
  const rows = useMemo(
    () => rowsOf(fields, { closed, query: foldText(query), ...(keep ? { keep } : {}) }),
    [fields, closed, query, keep],
  );
  const active = rows.some((row) => row.id === focused) ? focused : rows[0]?.id;
  const reveal = (id: string) => {
    const index = rows.findIndex((row) => row.id === id);
    const pane = scroll.current;
    if (!pane || index < 0) return;
    const top = index * ROW_HEIGHT;
    if (top < pane.scrollTop) pane.scrollTop = top;
    else if (top + ROW_HEIGHT > pane.scrollTop + pane.clientHeight) pane.scrollTop = top + ROW_HEIGHT - pane.clientHeight;
  };
  const focus = (id: string) => {
    setFocused(id);
    reveal(id);
    const pane = scroll.current;
    requestAnimationFrame(() =>
      pane?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus({ preventScroll: true }),
    );
  };
  const toggle = (id: string, isOpen?: boolean) => {
    const next = new Set(closed);
    if (isOpen ?? next.has(id)) next.delete(id);
    else next.add(id);
    setClosed(next);
  };
  const onKey = (event: KeyboardEvent) => {
    const index = rows.findIndex((row) => row.id === active);
    const goal = goalOf(event.key, rows, index);
    const row = rows[index];
    if (goal) focus(goal.id);
    else if (event.key === "ArrowRight" && row && row.field.children.length > 0) toggle(row.id, true);
    else if (event.key === "ArrowLeft" && row?.isOpen) toggle(row.id, false);
    else return false;
    event.preventDefault();
    return true;
  };
  return { rows, query, setQuery, active, focus, reveal, toggle, onKey, scroll };
}

/** Where an arrow leads; undefined when it opens or closes the row, or is no arrow. */
function goalOf(key: string, rows: readonly Row[], index: number): Row | undefined {
  const row = rows[index];
  if (key === "ArrowDown") return rows[index + 1];
  if (key === "ArrowUp") return rows[index - 1];
  if (key === "Home") return rows[0];
  if (key === "End") return rows.at(-1);
  if (key === "ArrowRight" && row?.isOpen) return rows[index + 1];
  if (key === "ArrowLeft" && row && !row.isOpen) return rows.slice(0, index).findLast((each) => each.depth < row.depth);
  return undefined;
}
