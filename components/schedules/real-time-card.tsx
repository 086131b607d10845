"use client";

import { useTranslations } from "use-intl";
import { Switch } from "@/components/ui/switch";
import { type Action, useAction } from "@/components/ui/use-action";

type Props = {
  integrationId: string;
  /** Flows that can follow changes. */
  flows: readonly { readonly key: string; readonly name: string; readonly isOn: boolean }[];
  save: Action<{ id: string; options: { realTime: string[] } }>;
  mayWrite: boolean;
};

/** CO-01: flows that follow their source within seconds, each on or off. */
export function RealTimeCard({ integrationId, flows, save, mayWrite }: Props) {
  const t = useTranslations("schedules.realTime");
  const saving = useAction(save, { done: t("saved") });
  if (flows.length === 0) return null;
  const on = flows.filter(({ isOn }) => isOn).map(({ key }) => key);
  return (
    <section className="card" aria-label={t("title")}>
      <div className="card-head">
        <h2>{t("title")}</h2>
      </div>
      <div className="card-body stack">
        <p className="small muted">{t("text")}</p>
        <ul className="real-time">
          {flows.map(({ key, name, isOn }) => (
            <li key={key} className="row text-13">
              <Switch
                aria-label={name}
                checked={isOn}
                disabled={!mayWrite || saving.busy}
                onCheckedChange={(next) =>
                  saving.run({ id: integrationId, options: { realTime: next ? [...on, key] : on.filter((one) => one !== key) } })
                }
              />
              <span>{name}</span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
