"use client";

import { type PointerEvent as ReactPointerEvent, useRef, useState } from "react";
import { useMapper } from "@/components/mapping/visual/mapper-context";

export interface LineEnd {
  readonly side: "source" | "target";
  readonly path: readonly string[];
}

export interface DrawLine {
  begin(event: ReactPointerEvent, end: LineEnd): void;
  /** Where the line is, in pixels of the window, while it is drawn. */
  readonly drawn: { readonly from: LineEnd; readonly x: number; readonly y: number } | null;
  /** Row of the other side under the pointer. */
  readonly over: string | null;
}

/** A press becomes a line once the pointer moved this far. */
const SLACK = 4;

/** Draws a line with the pointer, from either side to the other; on a touch screen only from the dots, as rows scroll. */
export function useDrawLine(): DrawLine {
  const { draw, carry, readOnly } = useMapper();
  const [drawn, setDrawn] = useState<DrawLine["drawn"]>(null);
  const [over, setOver] = useState<string | null>(null);
  const latest = useRef(draw);
  latest.current = draw;
  const begin = (event: ReactPointerEvent, from: LineEnd) => {
    const isDot = event.target instanceof Element && event.target.closest("[data-dot]") !== null;
    if (readOnly || event.button !== 0 || (event.pointerType === "touch" && !isDot)) return;
    const start = { x: event.clientX, y: event.clientY };
    let isLine = false;
    const onMove = (move: PointerEvent) => {
      isLine ||= Math.hypot(move.clientX - start.x, move.clientY - start.y) > SLACK;
      if (!isLine) return;
      move.preventDefault();
      setDrawn({ from, x: move.clientX, y: move.clientY });
      setOver(rowAt(move, from)?.id ?? null);
    };
    const stop = () => {
      window.removeEventListener("pointermove", onMove);
      window.removeEventListener("pointerup", onUp);
      window.removeEventListener("pointercancel", stop);
      window.removeEventListener("keydown", onKey);
      setDrawn(null);
      setOver(null);
    };
    const onUp = (up: PointerEvent) => {
      const goal = isLine ? rowAt(up, from) : undefined;
      stop();
      if (!goal) return;
      const other = goal.id.split("/");
      if (from.side === "source") latest.current(from.path, other);
      else latest.current(other, from.path);
    };
    const onKey = (key: KeyboardEvent) => {
      if (key.key !== "Escape") return;
      key.stopPropagation();
      stop();
    };
    carry(null);
    window.addEventListener("pointermove", onMove);
    window.addEventListener("pointerup", onUp);
    window.addEventListener("pointercancel", stop);
    window.addEventListener("keydown", onKey);
  };
  return { begin, drawn, over };
}

/** The row of the other side at a point: under it, or beside its dot. */
function rowAt({ clientX, clientY }: PointerEvent, from: LineEnd): { id: string } | undefined {
  const found = document
    .elementsFromPoint(clientX, clientY)
    .map((element) => element.closest<HTMLElement>("[data-row]"))
    .find((row) => row !== null && row.dataset.side !== from.side);
  return found?.dataset.row === undefined ? undefined : { id: found.dataset.row };
}
