"use client";

import { ArrowRight } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Change } from "@/components/simulation/types";
import { useFieldWord, useValueText } from "@/components/simulation/words";
import { cx } from "@/components/ui/class-names";

type Props = {
  changes: readonly Change[];
  /** Of what would be created there is no old value to strike through. */
  isNew?: boolean;
  max?: number;
};

/** Field by field, the old value struck through and the new one. */
export function ChangeList({ changes, isNew = false, max = 100 }: Props) {
  const t = useTranslations("simulation");
  const field = useFieldWord();
  const text = useValueText();
  const shown = changes.slice(0, max);
  return (
    <div className={cx("sim-changes", isNew && "new")}>
      <dl>
        {shown.map(({ path, kind, before, after }) => (
          <div key={path}>
            <dt title={path}>{field(path)}</dt>
            {!isNew && (
              <>
                <dd className={cx("old", kind === "added" && "empty")}>
                  <span className="sr-only">{t("before")} </span>
                  {text(before)}
                </dd>
                <ArrowRight className="icon sm" aria-hidden="true" />
              </>
            )}
            <dd className={cx("now", kind === "removed" && "empty")}>
              {!isNew && <span className="sr-only">{t("after")} </span>}
              {text(isNew ? (after ?? before) : after)}
            </dd>
          </div>
        ))}
      </dl>
      {changes.length > max && <p className="muted small">{t("moreFields", { count: changes.length - max })}</p>}
    </div>
  );
}
