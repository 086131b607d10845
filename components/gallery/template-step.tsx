"use client";

import { useTranslations } from "use-intl";
import type { TemplateView } from "@/components/gallery/types";

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
          <ul className="domain-flows">
            {area.flows.map((flow) => (
              <li key={flow}>{flow}</li>
            ))}
          </ul>
        </section>
      ))}
      <p className="small muted">{t("tables", { list: template.tables.map((table) => table.title).join(", ") })}</p>
    </>
  );
}
