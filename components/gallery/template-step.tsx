"use client";

import { useTranslations } from "use-intl";
import { FlowDrawing } from "@/components/gallery/flow-drawing";
import type { TemplateView } from "@/components/gallery/types";
import { SystemTile } from "@/components/ui/system-tile";

/** What the template brings, area by area. */
export function TemplateStep({ template }: { template: TemplateView }) {
  const t = useTranslations("gallery.wizard");
  return (
    <>
      <div>
        <h2 className="step-title">{template.title}</h2>
        <p className="step-text">{template.summary}</p>
      </div>
      {template.areas.map((area) => (
        <section key={area.key} className="domain">
          <div className="domain-head">
            <div>
              <h3>{area.title}</h3>
              <p>{area.description}</p>
            </div>
          </div>
          {template.drawings
            .filter((drawing) => drawing.area === area.key)
            .slice(0, 1)
            .map((drawing) => (
              <FlowDrawing key={drawing.title} drawing={drawing} />
            ))}
          <ul className="domain-flows">
            {area.flows.map((flow) => (
              <li key={flow}>{flow}</li>
            ))}
          </ul>
        </section>
      ))}
      <section className="domain p-3">
        <h3 className="role-title">{t("needs")}</h3>
        <ul className="needs">
          {template.systems.map((system) => (
            <li key={system.id}>
              <SystemTile system={system} />
              <span>{t("need", { system: system.title, versions: system.versions, fields: system.needs.join(", ") })}</span>
            </li>
          ))}
        </ul>
        <details className="small">
          <summary>{t("requirements", { count: template.requirements.length })}</summary>
          <p className="muted mono">{template.requirements.join(" ")}</p>
        </details>
      </section>
      <p className="small muted">{t("tables", { list: template.tables.map((table) => table.title).join(", ") })}</p>
    </>
  );
}
