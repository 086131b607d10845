"use client";

import { ArrowRight, Check, FlaskConical } from "lucide-react";
import { useTranslations } from "use-intl";
import type { TemplateView } from "@/components/gallery/types";
import { Button } from "@/components/ui/button";
import { SystemTile } from "@/components/ui/system-tile";

type CardProps = {
  template: TemplateView;
  chosen: boolean;
  canDemo: boolean;
  busy: boolean;
  onChoose: () => void;
  /** Installs it on the built-in systems at once. */
  onTry: () => void;
  readOnly: boolean;
};

export function TemplateCard({ template, chosen, canDemo, busy, onChoose, onTry, readOnly }: CardProps) {
  const t = useTranslations("gallery");
  const areas = mainFirst(template);
  const [shown, others] = [areas.slice(0, SHOWN_AREAS), areas.slice(SHOWN_AREAS)];
  return (
    <article className="card template" data-chosen={chosen || undefined} aria-label={template.title}>
      <TemplatePicture template={template} />
      <div className="template-body">
        <h2>
          {template.from.title}
          <ArrowRight className="icon" />
          <span className="visually-hidden">{t("to")}</span>
          {template.to.title}
          {chosen ? (
            <span className="state running push">
              <Check className="icon" />
              {t("chosen")}
            </span>
          ) : (
            !readOnly && (
              <Button size="sm" className="push" onClick={onChoose} aria-label={t("chooseNamed", { title: template.title })}>
                {t("choose")}
              </Button>
            )
          )}
        </h2>
        <p>{template.summary}</p>
        <ul className="template-needs small muted" aria-label={t("needs")}>
          {template.systems.map(({ id, title, versions }) => (
            <li key={id}>
              {title} {versions}
            </li>
          ))}
          <li>{t("flowCount", { count: template.drawings.length })}</li>
          <li>{t("requirementCount", { count: template.requirements.length })}</li>
        </ul>
        <div className="tags">
          {shown.map((area) => (
            <span key={area.key} className="tag">
              {area.title}
            </span>
          ))}
          {others.length > 0 && (
            <span className="tag" title={others.map(({ title }) => title).join(", ")}>
              {t("moreAreas", { count: others.length })}
            </span>
          )}
        </div>
      </div>
      {canDemo && !readOnly && (
        <button type="button" className="link-btn template-foot" disabled={busy} aria-busy={busy} onClick={onTry}>
          <FlaskConical className="icon sm" />
          {t(busy ? "tryingDemo" : "tryDemo")}
        </button>
      )}
    </article>
  );
}

const SHOWN_AREAS = 6;

/** What most merchants switch on, before what few do. */
function mainFirst({ areas }: TemplateView): TemplateView["areas"] {
  return [...areas].sort((one, other) => Number(other.enabledByDefault) - Number(one.enabledByDefault));
}

const CATEGORY = ["t", "d", "t", "d"];

/** Both systems and what goes between them: a drawing, not information. */
function TemplatePicture({ template }: { template: TemplateView }) {
  const names = mainFirst(template)
    .slice(0, 4)
    .map((area) => area.title);
  const half = Math.ceil(names.length / 2);
  return (
    <div className="picture" aria-hidden="true">
      <svg className="wires" viewBox="0 0 300 92" preserveAspectRatio="none" role="presentation">
        <path d="M48 46C68 46 62 28 88 28H212C238 28 232 46 252 46" />
        <path d="M48 46C68 46 62 64 88 64H212C238 64 232 46 252 46" />
      </svg>
      <SystemTile system={template.from} large className="end from" />
      <div className="stages">
        {[names.slice(0, half), names.slice(half)].map((row) => (
          <p key={row.join()}>
            {row.map((name, index) => (
              <span key={name} className={`mini ${CATEGORY[index]}`}>
                {name}
              </span>
            ))}
          </p>
        ))}
      </div>
      <SystemTile system={template.to} large className="end to" />
    </div>
  );
}
