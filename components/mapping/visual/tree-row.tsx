"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import type { PointerEventHandler, ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Row } from "@/components/mapping/visual/rows";
import type { Tree } from "@/components/mapping/visual/use-tree";
import { cx } from "@/components/ui/class-names";

type Props = {
  row: Row;
  tree: Tree;
  side: "source" | "target";
  isSelected?: boolean;
  tone?: string;
  /** Said after the name: what it is worth, how it is filled. */
  children: ReactNode;
  marks?: ReactNode;
  onClick: () => void;
  onPointerDown?: PointerEventHandler;
};

/** A field in one of the two trees. Keys are handled by the tree. */
export function TreeRow({ row, tree, side, isSelected = false, tone, children, marks, onClick, onPointerDown }: Props) {
  const t = useTranslations("mapper");
  const { field, depth, isOpen, id } = row;
  const hasChildren = field.children.length > 0;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree handles the keys of all its rows
    <div
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={isSelected}
      {...(hasChildren ? { "aria-expanded": isOpen } : {})}
      tabIndex={tree.active === id ? 0 : -1}
      data-row={id}
      data-side={side}
      className={cx("tree-row", isSelected && "selected", hasChildren && "parent", tone)}
      onClick={onClick}
      onFocus={() => tree.active !== id && tree.focus(id)}
      onPointerDown={onPointerDown}
    >
      <span className="tree-name" style={{ paddingLeft: depth * 16 }}>
        <span
          className="tree-toggle"
          aria-hidden="true"
          onClick={(event) => {
            if (!hasChildren) return;
            event.stopPropagation();
            tree.toggle(id);
          }}
        >
          {hasChildren && <Chevron className="icon" />}
        </span>
        <span className="mono truncate">{nameOf(field.name, t)}</span>
        {marks}
      </span>
      <span className="type-tag">{t(`type.${field.type}`)}</span>
      <span className="tree-value truncate">{children}</span>
    </div>
  );
}

function nameOf(name: string, t: ReturnType<typeof useTranslations<"mapper">>): string {
  if (name === "$links") return t("links");
  return name === "$settings" ? t("settings") : name;
}
