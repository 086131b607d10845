"use client";

import { Link2, TriangleAlert } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { coverage, targetTree } from "@/components/mapping/visual/trees";
import type { MappingDescription } from "@/components/mapping/visual/types";
import { Button } from "@/components/ui/button";
import { Meter } from "@/components/ui/meter";
import { checkMapping } from "@/engine/mapping/visual/check";
import { isPassThrough, parseMapping } from "@/engine/mapping/visual/parse";

type Props = { text: string; description: MappingDescription | undefined; isCreated: boolean; onOpen: () => void };

/** How far a mapping is, and the way into the mapper. */
export function MappingCard({ text, description, isCreated, onOpen }: Props) {
  const t = useTranslations("mapper");
  const mapping = useMemo(() => parseMapping(text), [text]);
  const target = useMemo(() => (description && mapping ? targetTree(description, mapping) : []), [description, mapping]);
  const { filled, total } = mapping ? coverage(target, mapping) : { filled: 0, total: 0 };
  const tables = description?.tables.map((table) => table.key) ?? [];
  const problems = mapping && description?.target ? checkMapping({ mapping, target, isCreated, tables }) : [];
  const missing = problems.filter(({ code }) => code === "required").length;
  const said = t("filledOf", { filled, total });
  return (
    <div className="mapping-card">
      {mapping && !isPassThrough(text) && description && (
        <>
          <span className="mapping-progress">
            <Meter
              total={total}
              label={said}
              parts={[
                { value: filled, tone: "running" },
                { value: missing, tone: "accent" },
              ]}
            />
            <span>{said}</span>
          </span>
          {missing > 0 && (
            <span className="rule-note attention">
              <TriangleAlert className="icon" aria-hidden="true" />
              {t("missing", { count: missing })}
            </span>
          )}
        </>
      )}
      {!mapping && <p className="muted small">{t("notObject")}</p>}
      {isPassThrough(text) && <p className="muted small">{t("passThrough")}</p>}
      <Button wide icon={<Link2 className="icon" />} onClick={onOpen}>
        {t("open")}
      </Button>
    </div>
  );
}
