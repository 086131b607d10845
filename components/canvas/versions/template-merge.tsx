"use client";

import { useMemo, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";
import { CompareFrame } from "@/components/canvas/versions/compare-frame";
import { DifferenceRow } from "@/components/canvas/versions/difference-row";
import { FlowPicture, type Marks } from "@/components/canvas/versions/flow-picture";
import { NewFlows } from "@/components/canvas/versions/new-flows";
import type { TemplateUpdateView, VersionActions } from "@/components/canvas/versions/types";
import { Button } from "@/components/ui/button";
import { useAction } from "@/components/ui/use-action";
import { diffFlows } from "@/engine/document/diff";
import { differencesOf } from "@/engine/document/merge/differences";
import { takeDifferences } from "@/engine/document/merge/take";
import type { FlowDocument } from "@/engine/document/schema";

type Props = {
  flowId: string;
  update: TemplateUpdateView;
  actions: Pick<VersionActions, "settle" | "addFlow">;
  onClose: () => void;
};

const VIEWS = ["list", "drawing"] as const;

/** What the template's newer version changed, each difference taken or refused; the result goes to the draft. */
export function TemplateMerge({ flowId, update, actions, onClose }: Props) {
  const t = useTranslations("editor.template");
  const store = useEditorStore();
  const [ours] = useState(() => store.getState().document);
  const mayEdit = useEditor((state) => state.mayEdit);
  const { documents, differences, conflicts, refused, setRefused, accepted, merged, decide } = useMerge(update, ours);
  const [view, setView] = useState<(typeof VIEWS)[number]>("list");
  const settling = useAction(actions.settle, {
    onDone: () => {
      store.getState().apply({ type: "document.replace", document: merged });
      toast.success(t("taken", { count: accepted.length, version: update.to }));
      onClose();
    },
  });
  return (
    <CompareFrame
      title={t("title", { version: update.to })}
      counts={t("counts", { count: differences.length, conflicts: conflicts.length })}
      view={{
        label: t("view"),
        value: view,
        onValueChange: setView,
        options: VIEWS.map((value) => ({ value, label: t(value) })),
      }}
      close={t("close")}
      onClose={onClose}
      foot={
        <MergeFoot
          count={accepted.length}
          busy={settling.busy}
          readOnly={!mayEdit}
          onRefuseAll={() => setRefused(new Set(differences.map(({ id }) => id)))}
          onAcceptAll={() => setRefused(new Set())}
          onApply={() => settling.run({ flowId, to: update.to })}
        />
      }
    >
      {view === "drawing" ? (
        <Drawings ours={ours} merged={merged} />
      ) : (
        <>
          {mayEdit && <NewFlows flowId={flowId} flows={update.newFlows} add={actions.addFlow} />}
          <ul className="merge-list">
            {differences.length === 0 && <li className="muted">{t("none")}</li>}
            {differences.map((difference) => (
              <DifferenceRow
                key={difference.id}
                difference={difference}
                documents={documents}
                update={update}
                isTaken={!refused.has(difference.id)}
                onDecide={mayEdit ? (isTaken) => decide(difference.id, isTaken) : undefined}
              />
            ))}
          </ul>
        </>
      )}
    </CompareFrame>
  );
}

/** What is taken of the differences and what becomes of the draft by it. */
function useMerge(update: TemplateUpdateView, ours: FlowDocument) {
  const documents = useMemo(() => ({ base: update.base, ours, theirs: update.theirs }), [update, ours]);
  const differences = useMemo(() => differencesOf(documents), [documents]);
  const conflicts = differences.filter(({ isConflict }) => isConflict);
  // What was not touched here follows the template; what was waits for a decision, and stays by itself.
  const [refused, setRefused] = useState<ReadonlySet<string>>(() => new Set(conflicts.map(({ id }) => id)));
  const accepted = differences.filter(({ id }) => !refused.has(id));
  const merged = useMemo(() => takeDifferences(documents, accepted), [documents, accepted]);
  const decide = (id: string, isTaken: boolean) =>
    setRefused((before) => new Set(isTaken ? [...before].filter((other) => other !== id) : [...before, id]));
  return { documents, differences, conflicts, refused, setRefused, accepted, merged, decide };
}

type FootProps = {
  count: number;
  busy: boolean;
  readOnly: boolean;
  onRefuseAll: () => void;
  onAcceptAll: () => void;
  onApply: () => void;
};

function MergeFoot({ count, busy, readOnly, onRefuseAll, onAcceptAll, onApply }: FootProps) {
  const t = useTranslations("editor.template");
  return (
    <>
      <span className="muted">{t("help")}</span>
      <span className="push" />
      <Button variant="quiet" disabled={readOnly} onClick={onRefuseAll}>
        {t("refuseAll")}
      </Button>
      <Button variant="quiet" disabled={readOnly} onClick={onAcceptAll}>
        {t("acceptAll")}
      </Button>
      <Button variant="primary" busy={busy} disabled={readOnly} onClick={onApply}>
        {t("apply", { count })}
      </Button>
    </>
  );
}

/** The draft as it is, and as it would be. */
function Drawings({ ours, merged }: { ours: FlowDocument; merged: FlowDocument }) {
  const t = useTranslations("editor.template");
  const { nodes } = diffFlows(ours, merged);
  const changed = nodes.changed.map(({ after }) => [after.id, "changed"] as const);
  const gone: Marks = Object.fromEntries([...changed, ...nodes.removed.map(({ id }) => [id, "removed"] as const)]);
  const come: Marks = Object.fromEntries([...changed, ...nodes.added.map(({ id }) => [id, "added"] as const)]);
  return (
    <div className="compare-drawings">
      <FlowPicture document={ours} marks={gone} label={t("now")} />
      <FlowPicture document={merged} marks={come} label={t("then")} />
    </div>
  );
}
