"use client";

import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useMapper } from "@/components/mapping/visual/mapper-context";
import { TreeRow } from "@/components/mapping/visual/tree-row";
import { excerpt, sourceValue } from "@/components/mapping/visual/trees";
import type { DrawLine } from "@/components/mapping/visual/use-draw-line";
import type { Tree } from "@/components/mapping/visual/use-tree";
import { SearchInput } from "@/components/ui/input";
import { fieldId } from "@/engine/mapping/visual/preview";

/** The record that arrives, with the values of the sample. Enter picks a field up, to be put down on the target. */
export function SourceTree({ tree, drawing, title }: { tree: Tree; drawing: DrawLine; title: string }) {
  const t = useTranslations("mapper");
  const { sample, wires, selected, carried, carry, readOnly } = useMapper();
  const used = useMemo(() => {
    const own = wires.filter(({ target }) => selected && fieldId(target) === fieldId(selected));
    return new Set(own.flatMap(({ sources }) => sources.map(fieldId)));
  }, [wires, selected]);
  const words = { empty: t("empty"), entries: (count: number) => t("entries", { count }) };
  return (
    <section className="mapper-side source">
      <header>
        <h2>{t("source")}</h2>
        <span className="muted truncate">{title}</span>
        <SearchInput
          size="sm"
          className="push"
          aria-label={t("searchSource")}
          placeholder={t("search")}
          value={tree.query}
          onChange={(event) => tree.setQuery(event.target.value)}
        />
      </header>
      <div
        ref={tree.scroll}
        className="tree"
        role="tree"
        aria-label={t("sourceTree")}
        onKeyDown={(event) => {
          if (tree.onKey(event)) return;
          const row = tree.rows.find(({ id }) => id === tree.active);
          if ((event.key === "Enter" || event.key === " ") && row && !readOnly) {
            event.preventDefault();
            carry(row.field.path);
          }
        }}
      >
        {tree.rows.map((row) => (
          <TreeRow
            key={row.id}
            row={row}
            tree={tree}
            side="source"
            isSelected={used.has(row.id)}
            tone={carried && fieldId(carried) === row.id ? "carried" : undefined}
            onClick={() => row.field.children.length > 0 && tree.toggle(row.id)}
            onPointerDown={(event) => drawing.begin(event, { side: "source", path: row.field.path })}
          >
            {row.field.type === "object" ? "" : excerpt(sourceValue(sample, row.field.path), words)}
          </TreeRow>
        ))}
        {tree.rows.length === 0 && <p className="tree-none muted">{t("noField")}</p>}
      </div>
    </section>
  );
}
