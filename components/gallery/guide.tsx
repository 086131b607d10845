"use client";

import { ArrowRight, X } from "lucide-react";
import { RadioGroup } from "radix-ui";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import type { SystemView, TemplateView } from "@/components/gallery/types";
import { Button } from "@/components/ui/button";
import { SystemTile } from "@/components/ui/system-tile";

type Props = { templates: readonly TemplateView[]; onTemplate: (template: TemplateView) => void; onClose: () => void };

const PROFILES = ["commercial", "accounting"] as const;

/** UI-02 to UI-05: what is kept, in which ERP, from which shop; the answer is a template. */
export function Guide({ templates, onTemplate, onClose }: Props) {
  const t = useTranslations("gallery.guide");
  const ui = useTranslations("ui");
  const [profile, setProfile] = useState<TemplateView["profile"]>("commercial");
  const [office, setOffice] = useState<string>();
  const [shop, setShop] = useState<string>();
  const ofProfile = templates.filter((template) => template.profile === profile);
  const offices = systemsOf(ofProfile, "office");
  const ofOffice = ofProfile.filter((template) => template.systems.some(({ id }) => id === office));
  const shops = office === undefined ? [] : systemsOf(ofOffice, "shop");
  const found = ofOffice.find((template) => template.systems.some(({ id }) => id === shop));
  return (
    <aside className="side wizard" aria-label={t("label")}>
      <div className="side-head">
        <h2>{t("title")}</h2>
        <Button variant="quiet" size="sm" square className="push" aria-label={t("close")} onClick={onClose}>
          <X className="icon" />
        </Button>
      </div>
      <div className="side-body">
        <Question title={t("profile")}>
          <RadioGroup.Root
            className="role-choices"
            aria-label={t("profile")}
            value={profile}
            onValueChange={(next) => {
              setProfile(PROFILES.find((each) => each === next) ?? "commercial");
              setOffice(undefined);
              setShop(undefined);
            }}
          >
            {PROFILES.map((each) => {
              const count = templates.filter((template) => template.profile === each).length;
              return (
                <RadioGroup.Item key={each} value={each} className="role-choice" disabled={count === 0}>
                  <span className="radio" />
                  <span>
                    <b className="block">{t(`profiles.${each}.title`)}</b>
                    <span className="small muted">{count === 0 ? t("notYet") : t(`profiles.${each}.text`)}</span>
                  </span>
                </RadioGroup.Item>
              );
            })}
          </RadioGroup.Root>
        </Question>
        <Question title={t("office")}>
          <Systems label={t("office")} systems={offices} value={office} onChoose={setOffice} />
        </Question>
        <Question title={t("shop")}>
          {office === undefined ? (
            <p className="small muted px-3 pb-3">{t("officeFirst")}</p>
          ) : (
            <Systems label={t("shop")} systems={shops} value={shop} onChoose={setShop} />
          )}
        </Question>
      </div>
      <div className="side-foot">
        <Button variant="quiet" onClick={onClose}>
          {ui("cancel")}
        </Button>
        <Button variant="primary" className="push" disabled={!found} onClick={() => found && onTemplate(found)}>
          {ui("next")}
          <ArrowRight className="icon" />
        </Button>
      </div>
    </aside>
  );
}

function systemsOf(templates: readonly TemplateView[], side: SystemView["side"]): SystemView[] {
  const all = templates.flatMap(({ systems }) => systems.filter((system) => system.side === side));
  return all.filter(({ id }, index) => all.findIndex((other) => other.id === id) === index);
}

function Question({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="domain">
      <h3 className="role-title">{title}</h3>
      {children}
    </section>
  );
}

type SystemsProps = { label: string; systems: readonly SystemView[]; value: string | undefined; onChoose: (id: string) => void };

function Systems({ label, systems, value, onChoose }: SystemsProps) {
  const t = useTranslations("gallery.guide");
  return (
    <RadioGroup.Root className="role-choices" aria-label={label} value={value ?? ""} onValueChange={onChoose}>
      {systems.map((system) => (
        <RadioGroup.Item key={system.id} value={system.id} className="role-choice">
          <span className="radio" />
          <SystemTile system={system} />
          <span className="min-w-0">
            <b className="block">{system.title}</b>
            <span className="small muted">{t("versions", { versions: system.versions })}</span>
          </span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}
