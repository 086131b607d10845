"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import type { TemplateUpdateView } from "@/components/canvas/versions/types";
import { Segmented } from "@/components/ui/segmented";
import { useLanguage } from "@/components/ui/use-language";
import type { Difference, ThreeWay, ValueDifference } from "@/engine/document/merge/model";
import { nodeDefinition } from "@/engine/nodes/definitions";
import type { Json } from "@/lib/core/json";

type Props = {
  difference: Difference;
  documents: ThreeWay;
  update: TemplateUpdateView;
  isTaken: boolean;
  /** Absent for who may only look. */
  onDecide: ((isTaken: boolean) => void) | undefined;
};

/** One difference in words, with its values, and what becomes of it. */
export function DifferenceRow({ difference, documents, update, isTaken, onDecide }: Props) {
  const t = useTranslations("editor.template");
  const nameOf = useNodeNames(documents);
  const { what, isConflict } = difference;
  const title = what.kind === "value" ? (what.nodeId === undefined ? t("flow") : nameOf(what.nodeId)) : t(what.kind);
  const detail = detailOf(what, nameOf);
  return (
    <li className={isTaken ? "taken" : undefined}>
      <div className="merge-what">
        <b>{title}</b> {detail && <code>{detail}</code>}
        {isConflict && (
          <span className="state plain attention">
            <TriangleAlert className="icon" aria-hidden="true" />
            {t("conflict")}
          </span>
        )}
      </div>
      {onDecide && (
        <Segmented
          label={t("decide", { what: [title, detail].filter(Boolean).join(" ") })}
          value={isTaken ? "take" : "keep"}
          onValueChange={(choice) => onDecide(choice === "take")}
          options={[
            { value: "keep", label: t("keep") },
            { value: "take", label: t("take") },
          ]}
        />
      )}
      {what.kind === "value" && (
        <div className="merge-values">
          {isConflict && <Side title={t("version", { version: update.from })} value={what.base} />}
          <Side title={t("here")} value={what.ours} tone={isTaken ? "removed" : "kept"} />
          <Side title={t("version", { version: update.to })} value={what.theirs} tone={isTaken ? "added" : undefined} />
        </div>
      )}
    </li>
  );
}

function Side({ title, value, tone }: { title: string; value: Json | undefined; tone?: string }) {
  const t = useTranslations("editor.template");
  return (
    <div>
      <span className="muted small">{title}</span>
      <pre className={tone}>{value === undefined ? t("absent") : textOf(value)}</pre>
    </div>
  );
}

function detailOf(what: Difference["what"], nameOf: (id: string) => string): string {
  if (what.kind === "value") return placeOf(what);
  return "source" in what ? `${nameOf(what.source)} → ${nameOf(what.target)}` : nameOf(what.nodeId);
}

/** `record › email`: the name of the field as the panel of the step has it. */
function placeOf({ path, field = [] }: ValueDifference): string {
  const [first, ...rest] = path;
  const names = first === "config" ? rest : path;
  return [names.join("."), ...(field.length === 0 ? [] : [field.join(".")])].join(" › ");
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

function useNodeNames({ base, ours, theirs }: ThreeWay): (id: string) => string {
  const language = useLanguage();
  return (id) => {
    const node = [ours, theirs, base].flatMap(({ nodes }) => nodes).find((each) => each.id === id);
    return node ? (node.label ?? nodeDefinition(node.kind).title[language]) : id;
  };
}
