"use client";

import { useReactFlow } from "@xyflow/react";
import { Search } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { addOperation, CARD, newNode } from "@/components/canvas/canvas-model";
import { useEditorStore } from "@/components/canvas/editor-context";
import { DRAG_TYPE } from "@/components/canvas/flow-canvas";
import { NodeIcon } from "@/components/canvas/node-icon";
import { useLanguage } from "@/components/ui/use-language";
import type { NodeKind } from "@/engine/document/schema";
import type { NodeCategory } from "@/engine/nodes/contract";
import { NODE_DEFINITIONS } from "@/engine/nodes/definitions";

const CATEGORIES: readonly NodeCategory[] = ["trigger", "source", "transform", "control", "destination"];

/** Every kind of step, to drag onto the canvas, or to add below the selected step with a click or the Enter key. */
export function Palette() {
  const t = useTranslations("editor");
  const locale = useLanguage();
  const [query, setQuery] = useState("");
  const add = useAddBelow();
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
                    onClick={() => add(definition.kind)}
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

/** Below the selected step and joined to it; in the middle of the view when none is selected. */
function useAddBelow(): (kind: NodeKind) => void {
  const store = useEditorStore();
  const { screenToFlowPosition } = useReactFlow();
  return (kind) => {
    const { document, selection, apply, select } = store.getState();
    const after = selection.length === 1 ? selection[0] : undefined;
    const above = after === undefined ? undefined : document.layout.positions[after];
    const middle = screenToFlowPosition({ x: window.innerWidth / 2, y: window.innerHeight / 2 });
    const node = newNode(kind);
    const position = above ? { x: above.x, y: above.y + CARD.row } : middle;
    apply(addOperation(document, node, position, after));
    select([node.id]);
  };
}
