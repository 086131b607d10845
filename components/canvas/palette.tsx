"use client";

import { Search } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { NodeIcon } from "@/components/canvas/node-icon";
import { useTools } from "@/components/canvas/tools-context";
import { DRAG_TYPE } from "@/components/canvas/use-gestures";
import { useLanguage } from "@/components/ui/use-language";
import type { NodeCategory } from "@/engine/nodes/contract";
import { NODE_DEFINITIONS } from "@/engine/nodes/definitions";

const CATEGORIES: readonly NodeCategory[] = ["trigger", "source", "transform", "control", "destination"];

/** Every kind of step, to drag onto the canvas, or to add below the selected step with a click or the Enter key. */
export function Palette() {
  const t = useTranslations("editor");
  const locale = useLanguage();
  const [query, setQuery] = useState("");
  const { edits } = useTools();
  const wanted = fold(query);
  const all = Object.values(NODE_DEFINITIONS).filter((definition) => fold(definition.title[locale]).includes(wanted));
  return (
    <aside className="palette" aria-label={t("palette.title")}>
      <div className="palette-search">
        <Search className="icon" aria-hidden="true" />
        <input
          type="search"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          placeholder={t("palette.search")}
          aria-label={t("palette.search")}
        />
      </div>
      {CATEGORIES.map((category) => {
        const kinds = all.filter((definition) => definition.category === category);
        if (kinds.length === 0) return null;
        return (
          <section key={category} className={category}>
            <h3>{t(`palette.${category}`)}</h3>
            <ul>
              {kinds.map((definition) => (
                <li key={definition.kind}>
                  <button
                    type="button"
                    draggable
                    title={definition.description[locale]}
                    onDragStart={(event) => {
                      event.dataTransfer.setData(DRAG_TYPE, definition.kind);
                      event.dataTransfer.effectAllowed = "copy";
                    }}
                    onClick={() => edits.add(definition.kind, { kind: "add" })}
                  >
                    <NodeIcon name={definition.icon} />
                    {definition.title[locale]}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {all.length === 0 && <p className="muted small">{t("palette.none")}</p>}
    </aside>
  );
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
