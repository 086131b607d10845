"use client";

import { Asterisk, Languages, Link2, Lock } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { useMapper } from "@/components/mapping/visual/mapper-context";
import { RuleChip } from "@/components/mapping/visual/rule-chip";
import { SuggestionChip } from "@/components/mapping/visual/suggestion-chip";
import { TreeRow } from "@/components/mapping/visual/tree-row";
import { coverage } from "@/components/mapping/visual/trees";
import type { DrawLine } from "@/components/mapping/visual/use-draw-line";
import type { Tree } from "@/components/mapping/visual/use-tree";
import { SearchInput } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { ruleAt } from "@/engine/mapping/visual/edit";
import type { RecordField } from "@/engine/mapping/visual/fields";
import { fieldId } from "@/engine/mapping/visual/preview";

export const SHOWN = ["all", "mapped", "unmapped", "required", "problems"] as const;
export type Shown = (typeof SHOWN)[number];

type Props = { tree: Tree; drawing: DrawLine; title: string; shown: Shown; onShow: (shown: Shown) => void };

/** The fields of the target, how each is filled, and what is wrong with it. */
export function TargetTree({ tree, drawing, title, shown, onShow }: Props) {
  const t = useTranslations("mapper");
  const { selected, select, carried, carry, draw, removeRule, readOnly } = useMapper();
  return (
    <section className="mapper-side target">
      <header>
        <h2>{t("target")}</h2>
        <span className="muted truncate">{title}</span>
        <Select
          size="sm"
          className="push mapper-show"
          aria-label={t("show.label")}
          value={shown}
          onValueChange={(value) => onShow(SHOWN.find((each) => each === value) ?? "all")}
          options={SHOWN.map((value) => ({ value, label: t(`show.${value}`) }))}
        />
        <SearchInput
          size="sm"
          aria-label={t("searchTarget")}
          placeholder={t("search")}
          value={tree.query}
          onChange={(event) => tree.setQuery(event.target.value)}
        />
      </header>
      <div
        ref={tree.scroll}
        className="tree"
        role="tree"
        aria-label={t("targetTree")}
        onKeyDown={(event) => {
          if (tree.onKey(event)) return;
          const row = tree.rows.find(({ id }) => id === tree.active);
          if (!row) return;
          if (event.key === "Enter" || event.key === " ") {
            event.preventDefault();
            if (carried) draw(carried, row.field.path);
            else select(row.field.path);
          } else if ((event.key === "Delete" || event.key === "Backspace") && !readOnly) removeRule(row.field.path);
          else if (event.key === "Escape") carry(null);
        }}
      >
        {tree.rows.map((row) => (
          <TargetRow
            key={row.id}
            row={row}
            tree={tree}
            isSelected={selected !== null && fieldId(selected) === row.id}
            isOver={drawing.over === row.id}
            onClick={() => (carried ? draw(carried, row.field.path) : select(row.field.path))}
            onPointerDown={(event) => drawing.begin(event, { side: "target", path: row.field.path })}
          />
        ))}
        {tree.rows.length === 0 && <p className="tree-none muted">{t("noField")}</p>}
      </div>
    </section>
  );
}

type RowProps = {
  row: Tree["rows"][number];
  tree: Tree;
  isSelected: boolean;
  isOver: boolean;
  onClick: () => void;
  onPointerDown: React.PointerEventHandler;
};

function TargetRow({ row, isSelected, isOver, ...rest }: RowProps) {
  const t = useTranslations("mapper");
  const { mapping, problems, results, suggestions } = useMapper();
  const { field } = row;
  const rule = ruleAt(mapping, field.path);
  const own = problems.filter((problem) => fieldId(problem.target) === row.id);
  const isFailing = results.get(row.id)?.error !== undefined || own.some(({ code }) => code !== "required" && code !== "empty");
  const isMissing = own.some(({ code }) => code === "required");
  const suggestion = suggestions.find(({ target }) => fieldId(target) === row.id);
  const count = useMemo(
    () => (rule?.kind === "object" || rule?.kind === "each" ? coverage(field.children, mapping) : undefined),
    [field, rule, mapping],
  );
  return (
    <TreeRow
      row={row}
      side="target"
      {...rest}
      isSelected={isSelected}
      tone={[isMissing ? "missing" : isFailing ? "failing" : "", isOver ? "over" : "", field.readOnly ? "locked" : ""].join(" ")}
      marks={<Marks field={field} />}
    >
      {suggestion ? (
        <SuggestionChip suggestion={suggestion} />
      ) : count && count.total > 0 ? (
        <span className="muted">{t("filledOf", count)}</span>
      ) : (
        <RuleChip rule={rule} isMissing={isMissing} />
      )}
    </TreeRow>
  );
}

/** What the target says of a field, as icons with words. */
function Marks({ field }: { field: RecordField }) {
  const t = useTranslations("mapper.mark");
  const marks = [
    { on: field.required, word: t("required"), Icon: Asterisk, tone: "required" },
    { on: field.readOnly, word: t("readOnly"), Icon: Lock, tone: "" },
    { on: field.lookup !== undefined || field.values.length > 0, word: t("reference"), Icon: Link2, tone: "" },
    { on: field.type === "texts", word: t("translated"), Icon: Languages, tone: "" },
  ];
  return marks
    .filter(({ on }) => on)
    .map(({ word, Icon, tone }) => (
      <span key={word} className={`tree-mark ${tone}`} title={word}>
        <Icon className="icon" aria-hidden="true" />
        <span className="visually-hidden">{word}</span>
      </span>
    ));
}
