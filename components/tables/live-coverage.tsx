"use client";

import { Check, ListChecks, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { TableActions, TableCoverageView } from "@/components/tables/types";
import { Button } from "@/components/ui/button";
import { useAction } from "@/components/ui/use-action";

type Props = { tableId: string; measure: NonNullable<TableActions["measure"]> };

/** Coverage by share of live records: a frequent value without a row is another matter than a rare one. */
export function LiveCoverage({ tableId, measure }: Props) {
  const t = useTranslations("tables.live");
  const [found, setFound] = useState<readonly TableCoverageView[]>();
  const counting = useAction(measure, { onDone: setFound });
  return (
    <div className="live-coverage" aria-live="polite">
      <Button
        size="sm"
        variant="quiet"
        busy={counting.busy}
        icon={<ListChecks className="icon" />}
        onClick={() => counting.run({ id: tableId })}
      >
        {t(found ? "again" : "measure")}
      </Button>
      {found && (
        <ul>
          {found.length === 0 && <li className="muted">{t("noFlow")}</li>}
          {found.map((one) => (
            <FlowCoverage key={one.flow.id} {...one} />
          ))}
        </ul>
      )}
    </div>
  );
}

const NAMED = 4;

function FlowCoverage({ flow, read, coverage }: TableCoverageView) {
  const t = useTranslations("tables.live");
  if (!coverage) return <li className="muted">{t("unused", { flow: flow.name, count: read })}</li>;
  const { records, unmapped, byDefault, values } = coverage;
  const names = values.slice(0, NAMED).map((value) => t("value", { label: value.label, count: value.records }));
  const open = unmapped + byDefault;
  const text = t(unmapped > 0 ? "unmapped" : byDefault > 0 ? "byDefault" : "all", {
    flow: flow.name,
    count: open,
    total: records,
  });
  return (
    <li>
      <span className={`state plain ${open === 0 ? "created" : unmapped > 0 ? "failed" : "attention"}`}>
        {open === 0 ? <Check className="icon" /> : <TriangleAlert className="icon" />}
        {text}
      </span>
      {names.length > 0 && <span className="muted"> {`${names.join(", ")}${values.length > NAMED ? "…" : ""}`}</span>}
    </li>
  );
}
