"use client";

import { FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import type { FileSummaryView, ImportActions } from "@/components/integrations/types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogFoot } from "@/components/ui/dialog-foot";
import { Field } from "@/components/ui/field";
import { FileInput, FileIssues, useFilePick } from "@/components/ui/file-pick";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useAction } from "@/components/ui/use-action";
import type { ErrorInfo } from "@/lib/core/errors";

type Read = { readonly name: string; readonly text: string };

/** Takes the file of an integration: what is wrong with it is told with its place, its connections are chosen here. */
export function ImportButton({ actions }: { actions: ImportActions }) {
  const t = useTranslations("integrations.import");
  const { ref, pick } = useFilePick();
  const [read, setRead] = useState<Read>();
  return (
    <>
      <Button icon={<FileUp className="icon" />} onClick={pick}>
        {t("action")}
      </Button>
      <FileInput
        ref={ref}
        accept="application/json,.json"
        label={t("action")}
        onFile={async (file) => setRead({ name: file.name, text: await file.text() })}
      />
      {read && <ImportDialog key={read.text} read={read} actions={actions} onClose={() => setRead(undefined)} />}
    </>
  );
}

function ImportDialog({ read, actions, onClose }: { read: Read; actions: ImportActions; onClose: () => void }) {
  const t = useTranslations("integrations.import");
  const ui = useTranslations("ui");
  const router = useRouter();
  const [summary, setSummary] = useState<FileSummaryView>();
  const [error, setError] = useState<ErrorInfo>();
  const [name, setName] = useState("");
  const [connections, setConnections] = useState<Record<string, string>>({});
  const inspecting = useAction(actions.inspect, {
    onError: setError,
    onDone: (found) => {
      setSummary(found);
      setName(found.name);
      setConnections(Object.fromEntries(found.connections.flatMap(({ key, matched }) => (matched ? [[key, matched]] : []))));
    },
  });
  const importing = useAction(actions.take, {
    onError: setError,
    onDone: ({ id, missing, rematched }) => {
      toast.success([t("done", { name }), ...(rematched + missing > 0 ? [t("open", { rematched, missing })] : [])].join(" "));
      router.push(`/integrations/${id}`);
    },
  });
  const started = useRef(false);
  const start = (node: HTMLElement | null) => {
    if (!node || started.current) return;
    started.current = true;
    void inspecting.run({ file: read.text });
  };
  const isReady = summary?.connections.every(({ key }) => connections[key] !== undefined) === true && name.trim() !== "";
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("title", { file: read.name })}>
      <div className="dialog-body form" ref={start}>
        {inspecting.busy && <p className="muted">{t("reading")}</p>}
        {error && <FileIssues error={error} title={(count) => t("bad", { count })} more={(count) => t("more", { count })} />}
        {summary && (
          <>
            <p className="small muted">{t("holds", summaryCounts(summary))}</p>
            <Field label={ui("name")} required>
              {(control) => <Input {...control} value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />}
            </Field>
            {summary.connections.map((wanted) => (
              <Field
                key={wanted.key}
                label={t("connection", { name: wanted.name })}
                help={wanted.choices.length === 0 ? t("noChoice", { connector: wanted.connector }) : undefined}
                required
              >
                {(control) => (
                  <Select
                    {...control}
                    value={connections[wanted.key] ?? ""}
                    placeholder={t("choose")}
                    disabled={wanted.choices.length === 0}
                    options={wanted.choices.map((choice) => ({ value: choice.id, label: choice.name }))}
                    onValueChange={(id) => setConnections((before) => ({ ...before, [wanted.key]: id }))}
                  />
                )}
              </Field>
            ))}
          </>
        )}
      </div>
      <DialogFoot
        onClose={onClose}
        action={t("confirm")}
        busy={importing.busy}
        disabled={!isReady}
        onAction={() => {
          setError(undefined);
          void importing.run({ file: read.text, name: name.trim(), connections });
        }}
      />
    </Dialog>
  );
}

function summaryCounts({ template, flows, tables, schedules }: FileSummaryView) {
  return { template, flows, tables, schedules };
}
