"use client";

import { CircleX, Ellipsis, FileDown, FileUp, History } from "lucide-react";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { TableHistory } from "@/components/tables/table-history";
import type { TableActions, TableView } from "@/components/tables/types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import { useAction } from "@/components/ui/use-action";
import { useLanguage } from "@/components/ui/use-language";
import type { ErrorInfo } from "@/lib/core/errors";
import { isJsonObject } from "@/lib/core/json";

type Props = { table: TableView; actions: TableActions; readOnly: boolean };

/** The table as a file of a spreadsheet, out and in, and who changed it. */
export function TableMenu({ table, actions, readOnly }: Props) {
  const t = useTranslations("tables");
  const ui = useTranslations("ui");
  const language = useLanguage();
  const input = useRef<HTMLInputElement>(null);
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
        <MenuItem icon={<FileUp className="icon" />} disabled={readOnly} onSelect={() => input.current?.click()}>
          {t("file.import")}
        </MenuItem>
        <MenuLine />
        <MenuItem icon={<History className="icon" />} onSelect={() => setHistory(true)}>
          {t("history.title")}
        </MenuItem>
      </Menu>
      <input
        ref={input}
        type="file"
        accept=".csv,.xlsx,text/csv"
        hidden
        aria-label={t("file.import")}
        onChange={async (event) => {
          const [file] = event.target.files ?? [];
          event.target.value = "";
          if (file) await importing.run({ id: table.id, file: await toBase64(file), revision: table.revision });
        }}
      />
      {error && <FileProblems error={error} onClose={() => setError(undefined)} />}
      {isHistory && <TableHistory table={table} history={actions.history} onClose={() => setHistory(false)} />}
    </>
  );
}

/** What of the file is not offered, by line and column: nothing was changed. */
function FileProblems({ error, onClose }: { error: ErrorInfo; onClose: () => void }) {
  const t = useTranslations("tables.file");
  const ui = useTranslations("ui");
  const { issues } = error.details;
  const list = (Array.isArray(issues) ? issues : []).filter(isJsonObject);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t("bad")} description={t("badText")}>
      <div className="dialog-body file-issues" role="alert">
        <ul>
          {list.length === 0 && <li>{error.message}</li>}
          {list.map(({ path, message }) => (
            <li key={`${path}${message}`}>
              <CircleX className="icon tone failed" aria-hidden="true" /> {path !== "" && <code>{String(path)}</code>}{" "}
              {String(message)}
            </li>
          ))}
        </ul>
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
