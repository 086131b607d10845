"use client";

import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";

type SidePanelProps = {
  label: string;
  title: ReactNode;
  /** Under the title or above it: a state, a sentence. */
  lead?: ReactNode;
  onClose: () => void;
  foot?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** Details beside what they speak of, inside `.with-side`. Takes the focus when it opens; Escape closes it. */
export function SidePanel({ label, title, lead, onClose, foot, className, children }: SidePanelProps) {
  const t = useTranslations("ui");
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <aside
      ref={panel}
      className={`side outline-none ${className ?? ""}`}
      aria-label={label}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) onClose();
      }}
    >
      <div className="side-head">
        <div className="min-w-0 flex-1">
          <h2>{title}</h2>
          {lead}
        </div>
        <Button variant="quiet" size="sm" square aria-label={t("close")} onClick={onClose}>
          <X className="icon" />
        </Button>
      </div>
      <div className="side-body">{children}</div>
      {foot && <div className="side-foot">{foot}</div>}
    </aside>
  );
}
