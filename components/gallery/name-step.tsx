"use client";

import { Workflow } from "lucide-react";
import { useTranslations } from "use-intl";
import type { ConnectionChoice, TemplateView, WizardState } from "@/components/gallery/types";
import { countMade } from "@/components/gallery/wizard-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type StepProps = {
  template: TemplateView;
  state: WizardState;
  connections: readonly ConnectionChoice[];
  onChange: (part: Partial<WizardState>) => void;
};

/** The name, and what will be made. */
export function NameStep({ template, state, connections, onChange }: StepProps) {
  const t = useTranslations("gallery.wizard");
  const nameOf = (id: string | undefined) => connections.find((connection) => connection.id === id)?.name ?? "";
  const areas = template.areas.filter((area) => state.areas.includes(area.key));
  return (
    <>
      <div>
        <h2 className="step-title">{t("steps.4")}</h2>
        <p className="step-text">{t("nameText")}</p>
      </div>
      <Field label={t("name")} required>
        {(control) => (
          <Input {...control} value={state.name} maxLength={120} onChange={(event) => onChange({ name: event.target.value })} />
        )}
      </Field>
      <dl className="facts domain p-3">
        {template.roles.map(({ role, title }) => (
          <Fact key={role} name={title} value={nameOf(state.connections[role])} />
        ))}
        <Fact name={t("areas")} value={areas.map((area) => area.title).join(", ")} />
        <Fact name={t("flows")} value={areas.flatMap((area) => area.flows).join(", ")} />
      </dl>
      <p className="note running">
        <Workflow className="icon" />
        <span>{t.rich("willMake", { ...countMade(template, state), b: (chunks) => <b>{chunks}</b> })}</span>
      </p>
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
