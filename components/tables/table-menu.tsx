"use client";

import { Ellipsis, FileDown, FileUp, History } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import type { TableActions, TableView } from "@/components/tables/types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FileInput, FileIssues, useFilePick } from "@/components/ui/file-pick";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import { useAction } from "@/components/ui/use-action";
import { useLanguage } from "@/components/ui/use-language";
import type { ErrorInfo } from "@/lib/core/errors";

const TableHistory = lazy(() => import("@/components/tables/table-history"));

type Props = { table: TableView; actions: TableActions; readOnly: boolean };

/** The table as a file of a spreadsheet, out and in, and who changed it. */
export function TableMenu({ table, actions, readOnly }: Props) {
  const t = useTranslations("tables");
  const ui = useTranslations("ui");
  const language = useLanguage();
  const { ref, pick } = useFilePick();
  const [isHistory, setHistory] = useState(false);
  const [error, setError] = useState<ErrorInfo>();
  const importing = useAction(actions.importFile, {
    onError: setError,
    onDone: ({ changed }) => toast.success(t("file.imported", { count: changed })),
  });
  const download = (format: "csv" | "xlsx") => {
    window.location.assign(`/api/v1/tables/${table.id}/export?format=${format}&locale=${language}`);
  };
  return (
    <>
      <Menu
        trigger={
          <Button variant="quiet" size="sm" square busy={importing.busy} aria-label={ui("more")}>
            <Ellipsis className="icon" />
          </Button>
        }
      >
        <MenuItem icon={<FileDown className="icon" />} onSelect={() => download("xlsx")}>
          {t("file.xlsx")}
        </MenuItem>
        <MenuItem icon={<FileDown className="icon" />} onSelect={() => download("csv")}>
          {t("file.csv")}
        </MenuItem>
        <MenuItem icon={<FileUp className="icon" />} disabled={readOnly} onSelect={pick}>
          {t("file.import")}
        </MenuItem>
        <MenuLine />
        <MenuItem icon={<History className="icon" />} onSelect={() => setHistory(true)}>
          {t("history.title")}
        </MenuItem>
      </Menu>
      <FileInput
        ref={ref}
        accept=".csv,.xlsx,text/csv"
        label={t("file.import")}
        onFile={async (file) => importing.run({ id: table.id, file: await toBase64(file), revision: table.revision })}
      />
      {error && <FileProblems error={error} onClose={() => setError(undefined)} />}
      {isHistory && (
        <Suspense>
          <TableHistory table={table} history={actions.history} onClose={() => setHistory(false)} />
        </Suspense>
      )}
    </>
  );
}

/** What of the file is not offered, by line and column: nothing was changed. */
function FileProblems({ error, onClose }: { error: ErrorInfo; onClose: () => void }) {
  const t = useTranslations("tables.file");
  const ui = useTranslations("ui");
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("bad")} description={t("badText")}>
      <div className="dialog-body">
        <FileIssues error={error} title={(count) => t("places", { count })} more={(count) => t("more", { count })} />
      </div>
      <div className="dialog-foot">
        <Button variant="primary" onClick={onClose}>
          {ui("close")}
        </Button>
      </div>
    </Dialog>
  );
}

async function toBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
