"use client";

import { AlertDialog, Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { useOpener } from "@/components/ui/use-opener";

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
};

/** A short form above the page; `children` hold `.dialog-body` and `.dialog-foot`. */
export function Dialog({ open, onOpenChange, title, description, children }: DialogProps) {
  const opener = useOpener();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="overlay" />
        <Radix.Content className="dialog" aria-describedby={undefined} {...opener}>
          <div className="dialog-head">
            <Radix.Title>{title}</Radix.Title>
            {description && <p>{description}</p>}
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type ConfirmProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Names the thing. */
  title: string;
  /** Names the consequences. */
  description: ReactNode;
  confirm: string;
  onConfirm: () => void;
  busy?: boolean;
  danger?: boolean;
};

/** For what cannot be undone, and only for that. */
export function ConfirmDialog({ open, onOpenChange, title, description, confirm, onConfirm, busy, danger = true }: ConfirmProps) {
  const t = useTranslations("ui");
  const opener = useOpener();
  return (
    <AlertDialog.Root open={open} onOpenChange={onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="overlay" />
        <AlertDialog.Content className="dialog" {...opener}>
          <div className="dialog-head">
            <AlertDialog.Title>{title}</AlertDialog.Title>
            <AlertDialog.Description>{description}</AlertDialog.Description>
          </div>
          <div className="dialog-foot">
            <AlertDialog.Cancel asChild>
              <Button variant="quiet">{t("cancel")}</Button>
            </AlertDialog.Cancel>
            <Button variant={danger ? "danger" : "primary"} busy={busy} onClick={onConfirm}>
              {confirm}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
