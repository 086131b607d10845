import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";

type Props = {
  onClose: () => void;
  /** A verb. */
  action: string;
  /** Absent: the button submits the form around it. */
  onAction?: () => void;
  busy?: boolean;
  disabled?: boolean;
  /** Something else about the same thing, at the far end: delete it. */
  aside?: ReactNode;
  /** A second choice, between the two. */
  children?: ReactNode;
  /** Stays in sight below a long form. */
  isSticky?: boolean;
};

/** The foot of a dialog that does something: leave it, or do it. */
export function DialogFoot({ onClose, action, onAction, busy, disabled, aside, children, isSticky }: Props) {
  const t = useTranslations("ui");
  return (
    <div className={cx("dialog-foot", isSticky && "sticky-foot")}>
      {aside}
      <Button variant="quiet" onClick={onClose}>
        {t("cancel")}
      </Button>
      {children}
      <Button
        variant="primary"
        type={onAction ? "button" : "submit"}
        busy={busy}
        disabled={disabled}
        onClick={onAction && (() => onAction())}
      >
        {action}
      </Button>
    </div>
  );
}
