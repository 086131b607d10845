"use client";

import { GitCompareArrows, History, RotateCcw, X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import { useFormatter, useTranslations } from "use-intl";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";
import { Compare } from "@/components/canvas/versions/compare";
import type { VersionActions, VersionSummary } from "@/components/canvas/versions/types";
import { Button } from "@/components/ui/button";
import { useErrorText } from "@/components/ui/error-text";
import { Skeleton } from "@/components/ui/skeleton";
import { useOpener } from "@/components/ui/use-opener";
import type { FlowDocument } from "@/engine/document/schema";

type Props = { flowId: string; current: number | null; actions: VersionActions; onClose: () => void };
type Compared = { version: VersionSummary; document: FlowDocument };

/** The published versions: who, when, why; compared with the draft, or taken up again in it. */
export function VersionsPanel({ flowId, current, actions, onClose }: Props) {
  const t = useTranslations("editor.versions");
  const errorText = useErrorText();
  const store = useEditorStore();
  const draft = useEditor((state) => state.document);
  const mayEdit = useEditor((state) => state.mayEdit);
  const opener = useOpener();
  const [versions, setVersions] = useState<readonly VersionSummary[]>();
  const [compared, setCompared] = useState<Compared>();
  useEffect(() => {
    let isGone = false;
    actions.list({ flowId }).then((result) => {
      if (isGone) return;
      if (result.ok) setVersions(result.value);
      else toast.error(errorText(result.error));
    });
    return () => {
      isGone = true;
    };
  }, [flowId, actions, errorText]);
  const read = async (version: VersionSummary, use: (document: FlowDocument) => void) => {
    const result = await actions.read({ flowId, versionId: version.id });
    if (result.ok) use(result.value.document);
    else toast.error(errorText(result.error));
  };
  const restore = (version: VersionSummary) =>
    read(version, (document) => {
      store.getState().apply({ type: "document.replace", document });
      toast.success(t("restored", { number: version.number }));
      onClose();
    });
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Content className="versions-panel" aria-describedby={undefined} {...opener}>
          <header>
            <History className="icon" aria-hidden="true" />
            <Dialog.Title>{t("title")}</Dialog.Title>
            <span className="push" />
            <Dialog.Close asChild>
              <Button square size="sm" variant="quiet" aria-label={t("close")} icon={<X className="icon" />} />
            </Dialog.Close>
          </header>
          <ol>
            {!versions && <Skeleton />}
            {versions?.length === 0 && <li className="muted">{t("none")}</li>}
            {versions?.map((version) => (
              <Version key={version.id} version={version} isCurrent={version.number === current}>
                <Button
                  size="sm"
                  icon={<GitCompareArrows className="icon" />}
                  onClick={() => read(version, (document) => setCompared({ version, document }))}
                >
                  {t("compare")}
                </Button>
                {mayEdit && (
                  <Button size="sm" variant="quiet" icon={<RotateCcw className="icon" />} onClick={() => restore(version)}>
                    {t("restore")}
                  </Button>
                )}
              </Version>
            ))}
          </ol>
          {compared && (
            <Compare
              before={compared.document}
              after={draft}
              title={t("comparison", { number: compared.version.number })}
              names={{ before: t("version", { number: compared.version.number }), after: t("draft") }}
              onClose={() => setCompared(undefined)}
            />
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type VersionProps = { version: VersionSummary; isCurrent: boolean; children: React.ReactNode };

function Version({ version, isCurrent, children }: VersionProps) {
  const t = useTranslations("editor.versions");
  const format = useFormatter();
  return (
    <li>
      <div className="version-head">
        <b>{t("version", { number: version.number })}</b>
        {isCurrent && <span className="badge created">{t("current")}</span>}
        <span className="muted push num">{format.dateTime(version.publishedAt, "stamp")}</span>
      </div>
      <p className="muted">{version.author ?? t("system")}</p>
      {version.note && <p>{version.note}</p>}
      <div className="version-tools">{children}</div>
    </li>
  );
}
