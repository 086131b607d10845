"use client";

import { FlaskConical } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { SimulationActions } from "@/components/simulation/simulation-head";
import type { SimulationRequest } from "@/components/simulation/types";
import { Button } from "@/components/ui/button";
import { DateField } from "@/components/ui/date-field";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { NumberInput } from "@/components/ui/number-input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { useAction } from "@/components/ui/use-action";

type Source = "next" | "period" | "keys";
type Props = {
  flowId: string;
  /** Is there a version that runs? Without one only the draft can be tried, and nothing replayed. */
  hasPublished: boolean;
  /** Does the draft differ from it? */
  isModified: boolean;
  start: SimulationActions["start"];
};

type Form = {
  readonly kind: SimulationRequest["kind"];
  readonly version: SimulationRequest["version"];
  readonly source: Source;
  readonly since: string;
  readonly until: string;
  readonly keys: string;
  readonly limit: number;
  readonly days: number;
};

/** Which version, on which records. */
export function StartForm({ flowId, hasPublished, isModified, start }: Props) {
  const t = useTranslations("simulation.start");
  const router = useRouter();
  const [form, setForm] = useState<Form>({
    ...{ kind: "difference", version: "draft", source: "next" },
    ...{ since: "", until: "", keys: "", limit: 100, days: 7 },
  });
  const set = (values: Partial<Form>) => setForm({ ...form, ...values });
  const starting = useAction(start, { onDone: ({ id }) => router.push(`/flows/${flowId}/simulation/${id}`) });
  const keys = keysOf(form.keys);
  const isReady = form.kind === "replay" || form.source !== "keys" || keys.length > 0;
  return (
    <form
      className="card sim-start"
      onSubmit={(event) => {
        event.preventDefault();
        void starting.run({ flowId, ...requestOf(form, keys) });
      }}
    >
      {hasPublished && (
        <Segmented
          label={t("kind")}
          value={form.kind}
          onValueChange={(kind) => set({ kind })}
          options={[
            { value: "difference", label: t("difference") },
            { value: "replay", label: t("replay") },
          ]}
        />
      )}
      <p className="muted text-13">{t(`${form.kind}Text`)}</p>
      {form.kind === "difference" ? (
        <DifferenceFields form={form} set={set} keys={keys} mayChooseVersion={hasPublished && isModified} />
      ) : (
        <Field label={t("days")}>
          {(control) => <NumberInput {...control} min={1} max={90} value={form.days} onValueChange={(days) => set({ days })} />}
        </Field>
      )}
      <Field label={t("limit")} help={t("limitHelp")}>
        {(control) => <NumberInput {...control} min={1} max={500} value={form.limit} onValueChange={(limit) => set({ limit })} />}
      </Field>
      <div className="row">
        <Button type="submit" variant="primary" disabled={!isReady} busy={starting.busy} icon={<FlaskConical className="icon" />}>
          {t(form.kind === "replay" ? "goReplay" : "go")}
        </Button>
        <span className="muted small">{t("harmless")}</span>
      </div>
    </form>
  );
}

type FieldsProps = {
  form: Form;
  set: (values: Partial<Form>) => void;
  keys: readonly string[];
  mayChooseVersion: boolean;
};

function DifferenceFields({ form, set, keys, mayChooseVersion }: FieldsProps) {
  const t = useTranslations("simulation.start");
  return (
    <>
      {mayChooseVersion && (
        <Field label={t("version")}>
          {(control) => (
            <Select
              {...control}
              value={form.version}
              onValueChange={(version) => set({ version: version === "published" ? "published" : "draft" })}
              options={[
                { value: "draft", label: t("draft") },
                { value: "published", label: t("published") },
              ]}
            />
          )}
        </Field>
      )}
      <Field label={t("source")}>
        {(control) => (
          <Select
            {...control}
            value={form.source}
            onValueChange={(source) => set({ source: source === "period" || source === "keys" ? source : "next" })}
            options={[
              { value: "next", label: t("next") },
              { value: "period", label: t("period") },
              { value: "keys", label: t("chosen") },
            ]}
          />
        )}
      </Field>
      {form.source === "period" && (
        <div className="sim-start-dates">
          <Field label={t("since")}>
            {(control) => <DateField {...control} value={form.since} onValueChange={(since) => set({ since })} />}
          </Field>
          <Field label={t("until")}>
            {(control) => <DateField {...control} value={form.until} onValueChange={(until) => set({ until })} />}
          </Field>
        </div>
      )}
      {form.source === "keys" && (
        <Field label={t("keys")} help={t("keysHelp", { count: keys.length })}>
          {(control) => (
            <Textarea
              {...control}
              rows={4}
              className="mono"
              value={form.keys}
              onChange={(event) => set({ keys: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}

/** Keys as people paste them: one a line, or between commas. */
function keysOf(text: string): string[] {
  const keys = text.split(/[\s,;]+/).filter((key) => key !== "");
  return [...new Set(keys)].slice(0, 500);
}

function requestOf(form: Form, keys: string[]): SimulationRequest {
  const { kind, version, limit, days, source, since, until } = form;
  const common = { kind, version, limit, days };
  if (kind === "replay") return common;
  if (source === "keys") return { ...common, keys, limit: Math.max(limit, keys.length) };
  if (source !== "period") return common;
  return { ...common, ...(since ? { since } : {}), ...(until ? { until } : {}) };
}
