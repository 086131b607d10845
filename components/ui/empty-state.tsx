import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/class-names";

type EmptyStateProps = {
  icon: LucideIcon;
  title: ReactNode;
  /** Why it is empty and what comes next. */
  children?: ReactNode;
  action?: ReactNode;
  tone?: "attention" | "failed" | "created";
  compact?: boolean;
};

export function EmptyState({ icon: Icon, title, children, action, tone, compact }: EmptyStateProps) {
  return (
    <div className={cx("empty", tone, compact && "compact")}>
      <span className="empty-mark">
        <Icon className="icon lg" />
      </span>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action && <div className="row">{action}</div>}
    </div>
  );
}
