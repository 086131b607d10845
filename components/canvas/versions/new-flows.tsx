"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { TemplateUpdateView, VersionActions } from "@/components/canvas/versions/types";
import { Button } from "@/components/ui/button";
import { useAction } from "@/components/ui/use-action";

type Props = { flowId: string; flows: TemplateUpdateView["newFlows"]; add: VersionActions["addFlow"] };

/** Flows that only the template has, each added by itself. */
export function NewFlows({ flowId, flows, add }: Props) {
  const t = useTranslations("editor.template");
  const [added, setAdded] = useState<readonly string[]>([]);
  const left = flows.filter(({ key }) => !added.includes(key));
  if (left.length === 0) return null;
  return (
    <section className="new-flows" aria-label={t("newFlows")}>
      <h3>{t("newFlows")}</h3>
      <p className="small muted">{t("newFlowsHelp")}</p>
      <ul>
        {left.map((flow) => (
          <NewFlow key={flow.key} {...{ flowId, flow, add }} onAdded={() => setAdded((before) => [...before, flow.key])} />
        ))}
      </ul>
    </section>
  );
}

type RowProps = Omit<Props, "flows"> & { flow: Props["flows"][number]; onAdded: () => void };

function NewFlow({ flowId, flow, add, onAdded }: RowProps) {
  const t = useTranslations("editor.template");
  const { run, busy } = useAction(add, { done: t("flowAdded", { name: flow.title }), onDone: onAdded });
  return (
    <li className="row">
      <span>{flow.title}</span>
      <Button
        size="sm"
        className="push"
        busy={busy}
        icon={<Plus className="icon" />}
        aria-label={t("addFlowNamed", { name: flow.title })}
        onClick={() => run({ flowId, key: flow.key })}
      >
        {t("addFlow")}
      </Button>
    </li>
  );
}
