"use client";

import {
  ArrowLeft,
  CloudAlert,
  CloudCheck,
  CloudUpload,
  FlaskConical,
  Play,
  Redo2,
  ScanSearch,
  Square,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { useFormatter, useTranslations } from "use-intl";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";
import type { EditorActions, FlowHead } from "@/components/canvas/editor-types";
import { FlowMenu } from "@/components/canvas/flow-menu";
import { ProblemsMenu } from "@/components/canvas/problems-menu";
import { PublishButton } from "@/components/canvas/publish-button";
import type { LiveRun } from "@/components/canvas/use-live-run";
import { Button, LinkButton } from "@/components/ui/button";
import { StateBadge } from "@/components/ui/state-badge";
import { useAction } from "@/components/ui/use-action";

type Props = {
  flow: FlowHead;
  actions: EditorActions;
  flush: () => Promise<boolean>;
  live: LiveRun;
  onTry: () => void;
  may: { readonly publish: boolean; readonly run: boolean };
};

/** Name, state of the draft, and what can be done with the flow. */
export function FlowBar({ flow, actions, flush, live, onTry, may }: Props) {
  const t = useTranslations("editor");
  const store = useEditorStore();
  const canUndo = useEditor((state) => state.past.length > 0);
  const canRedo = useEditor((state) => state.future.length > 0);
  const hasErrors = useEditor((state) => state.problems.some((problem) => problem.severity === "error"));
  const isChanged = useEditor((state) => state.past.length > 0) || flow.modified;
  const publish = usePublish({ flow, actions, flush });
  const run = useAction(actions.startRun, { onDone: ({ id }) => live.follow(id) });
  const cancel = useAction(actions.cancelRun);
  return (
    <header className="flowbar">
      <Link href="/flows" className="btn quiet square" aria-label={t("back")}>
        <ArrowLeft className="icon" />
      </Link>
      <FlowName />
      <StateBadge state={isChanged ? "draft" : "published"}>
        {isChanged || flow.version === null ? t("draft") : t("version", { number: flow.version })}
      </StateBadge>
      <Saved />
      <span className="push" />
      <ProblemsMenu flowId={flow.id} measure={actions.coverage} />
      <Button
        square
        variant="quiet"
        aria-label={t("undo")}
        disabled={!canUndo}
        onClick={() => store.getState().undo()}
        icon={<Undo2 className="icon" />}
      />
      <Button
        square
        variant="quiet"
        aria-label={t("redo")}
        disabled={!canRedo}
        onClick={() => store.getState().redo()}
        icon={<Redo2 className="icon" />}
      />
      <FlowMenu flow={flow} versions={actions.versions} />
      <span className="divider" />
      <Button variant="quiet" icon={<FlaskConical className="icon" />} onClick={onTry}>
        {t("try.title")}
      </Button>
      <LinkButton variant="quiet" href={`/flows/${flow.id}/simulation`} icon={<ScanSearch className="icon" />}>
        {t("simulate")}
      </LinkButton>
      {may.run && live.isRunning && live.runId !== null ? (
        <Button
          icon={<Square className="icon" />}
          busy={cancel.busy}
          onClick={() => live.runId && cancel.run({ runId: live.runId })}
        >
          {t("cancelRun")}
        </Button>
      ) : (
        may.run && (
          <Button
            icon={<Play className="icon" />}
            busy={run.busy}
            disabled={flow.version === null}
            onClick={() => run.run({ flowId: flow.id, mode: "live" })}
          >
            {t("run")}
          </Button>
        )
      )}
      {may.publish && <PublishButton busy={publish.busy} disabled={hasErrors || !isChanged} onPublish={publish.run} />}
    </header>
  );
}

function usePublish({ flow, actions, flush }: Pick<Props, "flow" | "actions" | "flush">) {
  const t = useTranslations("editor");
  const router = useRouter();
  const [saving, setSaving] = useState(false);
  const action = useAction(actions.publish, {
    onDone: ({ number, changed }) => {
      toast.success(changed ? t("published", { number }) : t("nothingToPublish"));
      router.refresh();
    },
  });
  const run = async (note = "") => {
    setSaving(true);
    const isSaved = await flush();
    setSaving(false);
    const said = note.trim() === "" ? {} : { note: note.trim() };
    if (isSaved) await action.run({ flowId: flow.id, ...said });
    else toast.error(t("save.failed"));
  };
  return { run, busy: saving || action.busy };
}

/** The name, changed in place. */
function FlowName() {
  const t = useTranslations("editor");
  const store = useEditorStore();
  const name = useEditor((state) => state.document.name);
  const mayEdit = useEditor((state) => state.mayEdit);
  const rename = (next: string) => {
    const trimmed = next.trim();
    if (trimmed !== "") store.getState().apply({ type: "flow.rename", name: trimmed });
  };
  return (
    <h1>
      <input
        className="flow-name"
        aria-label={t("name")}
        key={name}
        defaultValue={name}
        readOnly={!mayEdit}
        maxLength={120}
        size={Math.max(12, Math.min(name.length + 1, 44))}
        onBlur={(event) => rename(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
        }}
      />
    </h1>
  );
}

function Saved() {
  const t = useTranslations("editor.save");
  const format = useFormatter();
  const state = useEditor((editor) => editor.saveState);
  const at = useEditor((editor) => editor.savedAt);
  const icon =
    state === "saved" ? (
      <CloudCheck className="icon" />
    ) : state === "saving" || state === "dirty" ? (
      <CloudUpload className="icon" />
    ) : (
      <CloudAlert className="icon" />
    );
  const words = state === "saved" && at === null ? t("unchanged") : t(state, { time: at ? format.dateTime(at, "time") : "" });
  return (
    <span className={`saved ${state === "offline" || state === "conflict" ? "attention" : "muted"}`} role="status">
      {icon}
      {words}
    </span>
  );
}

/** Two people on one flow: the second is told, and nothing is overwritten. */
export function ConflictNote() {
  const t = useTranslations("editor.conflict");
  const isConflict = useEditor((editor) => editor.saveState === "conflict");
  if (!isConflict) return null;
  return (
    <div className="conflict" role="alert">
      <TriangleAlert className="icon" aria-hidden="true" />
      <span>{t("text")}</span>
      <Button size="sm" onClick={() => window.location.reload()}>
        {t("reload")}
      </Button>
    </div>
  );
}
