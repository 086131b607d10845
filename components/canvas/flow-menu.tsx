"use client";

import { Download, Ellipsis, FileUp, GitCompareArrows, History, Keyboard, Sparkles } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";
import type { FlowHead } from "@/components/canvas/editor-types";
import { TemplateDialog } from "@/components/canvas/versions/template-dialog";
import type { VersionActions } from "@/components/canvas/versions/types";
import { VersionsPanel } from "@/components/canvas/versions/versions-panel";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import { saveJson } from "@/components/ui/save-file";
import { readFlowFile } from "@/engine/document/flow-file";

type Props = { flow: FlowHead; versions: VersionActions };

/** History of the flow, its file in and out, and the sheet of keys. */
export function FlowMenu({ flow, versions }: Props) {
  const t = useTranslations("editor.menu");
  const store = useEditorStore();
  const mayEdit = useEditor((state) => state.mayEdit);
  const [open, setOpen] = useState<"versions" | "template" | null>(null);
  const close = useCallback(() => setOpen(null), []);
  const isNewer = flow.template !== null && flow.template.from < flow.template.to;
  const file = useRef<HTMLInputElement>(null);
  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    const read = readFlowFile(await chosen.text());
    if (!read.ok) return toast.error(t(`importError.${read.reason}`, { detail: read.detail }));
    store.getState().apply({ type: "document.replace", document: read.document });
    toast.success(t("imported", { name: chosen.name }));
  };
  return (
    <>
      <Button
        square
        variant="quiet"
        aria-label={t("history")}
        title={t("history")}
        icon={<History className="icon" />}
        onClick={() => setOpen("versions")}
      />
      {isNewer && (
        <Button
          variant="quiet"
          className="template-newer"
          icon={<Sparkles className="icon" />}
          onClick={() => setOpen("template")}
        >
          {t("newer", { version: flow.template?.to ?? 0 })}
        </Button>
      )}
      <Menu trigger={<Button square variant="quiet" aria-label={t("more")} icon={<Ellipsis className="icon" />} />}>
        <MenuItem
          icon={<Download className="icon" />}
          onSelect={() => saveJson(store.getState().document.name, store.getState().document)}
        >
          {t("export")}
        </MenuItem>
        <MenuItem icon={<FileUp className="icon" />} disabled={!mayEdit} onSelect={() => file.current?.click()}>
          {t("import")}
        </MenuItem>
        {flow.template && (
          <MenuItem icon={<GitCompareArrows className="icon" />} onSelect={() => setOpen("template")}>
            {t("template")}
          </MenuItem>
        )}
        <MenuLine />
        <MenuItem icon={<Keyboard className="icon" />} onSelect={() => store.getState().ask({ kind: "keys" })}>
          {t("keys")}
        </MenuItem>
      </Menu>
      <input
        ref={file}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label={t("import")}
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      {open === "versions" && <VersionsPanel flowId={flow.id} current={flow.version} actions={versions} onClose={close} />}
      {open === "template" && <TemplateDialog flowId={flow.id} actions={versions} onClose={close} />}
    </>
  );
}
