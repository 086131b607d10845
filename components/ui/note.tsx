import { CircleCheck, CircleX, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/class-names";

const TONES = {
  info: { tone: "running", icon: Info },
  success: { tone: "created", icon: CircleCheck },
  warning: { tone: "attention", icon: TriangleAlert },
  error: { tone: "failed", icon: CircleX },
} as const;

/** What happened, why, and what to do, where it happened. */
export function Note({ kind = "info", title, children }: { kind?: keyof typeof TONES; title?: ReactNode; children?: ReactNode }) {
  const { tone, icon: Icon } = TONES[kind];
  return (
    <div className={cx("note bordered", tone)} role={kind === "error" ? "alert" : "status"}>
      <Icon className="icon" />
      <div>
        {title && <b className="block">{title}</b>}
        {children}
      </div>
    </div>
  );
}
