"use client";

import { Download, Radio } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Note } from "@/components/ui/note";
import { type Action, useAction } from "@/components/ui/use-action";

export type EventAction = Action<{ id: string }, { url: string; secret: string; isTold: boolean }>;

const MODULE = "/passerelle-prestashop.zip";

/** CO-01: what a system must know to tell of its changes; of the secret there is no second look. */
export function EventCard({ connectionId, connector, action }: { connectionId: string; connector: string; action: EventAction }) {
  const t = useTranslations("connections.events");
  const [made, setMade] = useState<{ url: string; secret: string; isTold: boolean } | null>(null);
  const start = useAction(action, { onDone: setMade });
  const hasModule = connector === "prestashop";
  return (
    <section className="stack" aria-label={t("title")}>
      <h3>{t("title")}</h3>
      <p className="small muted">{t(hasModule ? "moduleText" : "webhookText")}</p>
      <div className="row">
        {hasModule && (
          <a className="btn sm" href={MODULE} download>
            <Download className="icon" />
            {t("download")}
          </a>
        )}
        <Button size="sm" icon={<Radio className="icon" />} busy={start.busy} onClick={() => start.run({ id: connectionId })}>
          {t(hasModule ? "secret" : "enable")}
        </Button>
      </div>
      {made?.isTold && <Note kind="success">{t("told")}</Note>}
      {made && !made.isTold && (
        <Note kind="warning" title={t("once")}>
          <div className="stack mt-2">
            <CopyField label={t("address")} value={made.url} />
            <CopyField label={t("secretName")} value={made.secret} />
          </div>
        </Note>
      )}
    </section>
  );
}
