"use client";

import { Pencil } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";

type SaveBarProps = {
  /** How many changes wait; nothing is shown for none. */
  count: number;
  note?: ReactNode;
  onSave: () => void;
  onDiscard: () => void;
  busy?: boolean;
};

/** One place to keep or drop what was changed on the page; Ctrl-S saves, leaving drops after a warning. */
export function SaveBar({ count, note, onSave, onDiscard, busy }: SaveBarProps) {
  const t = useTranslations("ui");
  useSaveKeys(count > 0 && !busy, onSave);
  if (count === 0) return null;
  return (
    <div className="dock save-bar" role="status">
      <span className="attention tone">
        <Pencil className="icon" />
      </span>
      <p>
        <b>{t("unsaved", { count })}</b> {note && <span className="muted not-phone">{note}</span>}
      </p>
      <Button variant="quiet" className="push" onClick={onDiscard} disabled={busy}>
        {t("discard")}
      </Button>
      <Button variant="primary" onClick={onSave} busy={busy}>
        {t("save")}
        <kbd className="not-phone">Ctrl S</kbd>
      </Button>
    </div>
  );
}

function useSaveKeys(active: boolean, onSave: () => void) {
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      onSave();
    };
    const onLeave = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("keydown", onKey);
    window.addEventListener("beforeunload", onLeave);
    return () => {
      window.removeEventListener("keydown", onKey);
      window.removeEventListener("beforeunload", onLeave);
    };
  }, [active, onSave]);
}
