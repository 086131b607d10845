"use client";

import { useEffect, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { useEditor } from "@/components/canvas/editor-context";
import { Compare } from "@/components/canvas/versions/compare";
import { TemplateMerge } from "@/components/canvas/versions/template-merge";
import type { TemplateUpdateView, VersionActions } from "@/components/canvas/versions/types";
import { useErrorText } from "@/components/ui/error-text";

type Props = { flowId: string; actions: VersionActions; onClose: () => void };

/** The draft beside its template: merged with the newer version where there is one, else compared with what it was made of. */
export function TemplateDialog({ flowId, actions, onClose }: Props) {
  const t = useTranslations("editor.template");
  const errorText = useErrorText();
  const draft = useEditor((state) => state.document);
  const [update, setUpdate] = useState<TemplateUpdateView>();
  useEffect(() => {
    let isGone = false;
    actions.template({ flowId }).then((result) => {
      if (isGone) return;
      if (result.ok && result.value) return setUpdate(result.value);
      if (!result.ok) toast.error(errorText(result.error));
      onClose();
    });
    return () => {
      isGone = true;
    };
  }, [flowId, actions, errorText, onClose]);
  if (!update) return null;
  if (update.from < update.to || update.newFlows.length > 0)
    return <TemplateMerge flowId={flowId} update={update} actions={actions} onClose={onClose} />;
  return (
    <Compare
      before={update.base}
      after={draft}
      title={t("compared", { version: update.from })}
      names={{ before: t("version", { version: update.from }), after: t("now") }}
      onClose={onClose}
    />
  );
}
