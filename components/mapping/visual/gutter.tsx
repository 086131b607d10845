"use client";

import { Repeat2 } from "lucide-react";
import { useEffect, useMemo, useReducer, useRef } from "react";
import { useTranslations } from "use-intl";
import { useMapper } from "@/components/mapping/visual/mapper-context";
import { heightOf, indexRows, ROW_HEIGHT, type Row } from "@/components/mapping/visual/rows";
import type { DrawLine } from "@/components/mapping/visual/use-draw-line";
import type { Tree } from "@/components/mapping/visual/use-tree";
import { cx } from "@/components/ui/class-names";
import { ruleAt } from "@/engine/mapping/visual/edit";
import { fieldId } from "@/engine/mapping/visual/preview";

type Props = { source: Tree; target: Tree; drawing: DrawLine };
type Drawn = { id: string; from: number; to: number; tone: string; target: readonly string[]; isEach: boolean };

/** Lines between the two trees. Rows have one height, so places are computed, not measured. */
export function Gutter({ source, target, drawing }: Props) {
  const t = useTranslations("mapper");
  const box = useRef<HTMLDivElement>(null);
  useScroll(source, target);
  const lines = useLines({ source, target });
  const { select } = useMapper();
  const width = box.current?.clientWidth ?? 116;
  const height = box.current?.clientHeight ?? 600;
  return (
    <div className="gutter" ref={box}>
      <svg aria-hidden="true" width={width} height={height}>
        {lines.map((line) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pointer; the row itself is reachable with the keyboard
          <path
            key={line.id}
            d={curve(line.from, line.to, width)}
            className={cx("map-line", line.tone)}
            onClick={() => select(line.target)}
          />
        ))}
        <Unfinished source={source} target={target} drawing={drawing} box={box.current} />
      </svg>
      <Dots tree={source} side="source" drawing={drawing} />
      <Dots tree={target} side="target" drawing={drawing} />
      {lines
        .filter((line) => line.isEach && [line.from, line.to].some((end) => end >= 0 && end <= height))
        .map((line) => (
          <span key={`each ${line.id}`} className="each-tag" style={{ top: tagTop(line, height) }}>
            <Repeat2 className="icon" aria-hidden="true" />
            {t("forEach")}
          </span>
        ))}
    </div>
  );
}

const TAG_HEIGHT = 22;

/** Half way along the line, or as near to it as can be seen: its other end may be far down the other tree. */
function tagTop({ from, to }: Drawn, height: number): number {
  return Math.min(Math.max((from + to - TAG_HEIGHT) / 2, 0), height - TAG_HEIGHT);
}

/** Draws again when a tree scrolls or the window changes. */
function useScroll(source: Tree, target: Tree): void {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const { scroll: one } = source;
  const { scroll: other } = target;
  useEffect(() => {
    const panes = [one.current, other.current];
    redraw();
    for (const pane of panes) pane?.addEventListener("scroll", redraw, { passive: true });
    window.addEventListener("resize", redraw);
    return () => {
      for (const pane of panes) pane?.removeEventListener("scroll", redraw);
      window.removeEventListener("resize", redraw);
    };
  }, [one, other]);
}

function useLines({ source, target }: Pick<Props, "source" | "target">): Drawn[] {
  const { wires, selected, mapping, problems, results, suggestions } = useMapper();
  const from = useMemo(() => indexRows(source.rows), [source.rows]);
  const to = useMemo(() => indexRows(target.rows), [target.rows]);
  const up = source.scroll.current?.scrollTop ?? 0;
  const down = target.scroll.current?.scrollTop ?? 0;
  const made = wires.flatMap(({ target: path, sources }) =>
    sources.map((start) => ({ path, start, tone: toneOf(path), isEach: ruleAt(mapping, path)?.kind === "each" })),
  );
  const offered = suggestions.flatMap(({ target: path, source: start }) =>
    start ? [{ path, start, tone: "offered", isEach: false }] : [],
  );
  function toneOf(path: readonly string[]): string {
    const id = fieldId(path);
    const failed =
      results.get(id)?.error || problems.some((problem) => fieldId(problem.target) === id && problem.severity === "error");
    const isOwn = selected !== null && fieldId(selected) === id;
    return cx(failed ? "failing" : undefined, isOwn ? "selected" : undefined);
  }
  return [...made, ...offered].flatMap(({ path, start, tone, isEach }) => {
    const [one, other] = [heightOf(from, start), heightOf(to, path)];
    if (!one || !other) return [];
    const id = `${fieldId(start)}>${fieldId(path)}`;
    const folded = one.isFolded || other.isFolded ? " folded" : "";
    return [{ id, from: one.y - up, to: other.y - down, tone: `${tone}${folded}`, target: path, isEach: isEach && !folded }];
  });
}

function curve(from: number, to: number, width: number): string {
  const bend = width / 2;
  return `M0 ${from} C${bend} ${from} ${width - bend} ${to} ${width} ${to}`;
}

function Unfinished({ source, target, drawing, box }: Props & { box: HTMLDivElement | null }) {
  const { drawn } = drawing;
  if (!drawn || !box) return null;
  const tree = drawn.from.side === "source" ? source : target;
  const start = heightOf(indexRows(tree.rows), drawn.from.path);
  const area = box.getBoundingClientRect();
  if (!start) return null;
  const y = start.y - (tree.scroll.current?.scrollTop ?? 0);
  const x = drawn.from.side === "source" ? 0 : area.width;
  return <path className="map-line drawn" d={`M${x} ${y} L${drawn.x - area.left} ${drawn.y - area.top}`} />;
}

/** The end of each row: filled where a line ends. Pressed and moved, it draws one. */
function Dots({ tree, side, drawing }: { tree: Tree; side: "source" | "target"; drawing: DrawLine }) {
  const { wires, mapping } = useMapper();
  const used = useMemo(
    () => new Set(wires.flatMap(({ target, sources }) => (side === "source" ? sources.map(fieldId) : [fieldId(target)]))),
    [wires, side],
  );
  const top = tree.scroll.current?.scrollTop ?? 0;
  const isFull = (row: Row) => used.has(row.id) && (side === "source" || ruleAt(mapping, row.field.path) !== undefined);
  return tree.rows.map((row, index) => (
    <span
      key={row.id}
      data-dot=""
      data-row={row.id}
      data-side={side}
      className={cx("dot", side, isFull(row) && "used")}
      style={{ top: index * ROW_HEIGHT + ROW_HEIGHT / 2 - top }}
      onPointerDown={(event) => drawing.begin(event, { side, path: row.field.path })}
    />
  ));
}
