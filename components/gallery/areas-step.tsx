"use client";

import { Boxes, FileText, type LucideIcon, ShoppingCart, Users, Warehouse } from "lucide-react";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { FieldControl } from "@/components/forms/field-control";
import { type FieldValue, type FieldView, isVisible } from "@/components/forms/fields";
import type { AreaView, TemplateView, WizardState } from "@/components/gallery/types";
import { CheckRow } from "@/components/ui/checkbox";
import { Switch } from "@/components/ui/switch";

/** UI-06 to UI-10: areas on or off, with their first options. */
type StepProps = { template: TemplateView; state: WizardState; onChange: (part: Partial<WizardState>) => void };

const ICONS: Readonly<Record<string, LucideIcon>> = {
  products: Boxes,
  articles: Boxes,
  customers: Users,
  orders: ShoppingCart,
  stock: Warehouse,
};

export function AreasStep({ template, state, onChange }: StepProps) {
  const t = useTranslations("gallery.wizard");
  return (
    <>
      <div>
        <h2 className="step-title">{t("steps.3")}</h2>
        <p className="step-text">{t("areasText", { from: template.from.title, to: template.to.title })}</p>
      </div>
      {template.areas.map((area) => (
        <AreaCard key={area.key} area={area} template={template} state={state} onChange={onChange} />
      ))}
      {state.areas.length === 0 && <p className="small attention text-accent">{t("noArea")}</p>}
    </>
  );
}

function AreaCard({ area, template, state, onChange }: StepProps & { area: AreaView }) {
  const on = state.areas.includes(area.key);
  const values = { ...template.defaults, ...state.settings };
  const shown = area.options.filter((option) => isVisible(option, values));
  // Switches first: they share lines, the lists below take a line each.
  const options = [...shown.filter(isSwitch), ...shown.filter((option) => !isSwitch(option))];
  const Icon = ICONS[area.key] ?? FileText;
  const toggle = (next: boolean) =>
    onChange({ areas: next ? [...state.areas, area.key] : state.areas.filter((key) => key !== area.key) });
  return (
    <section className={`domain ${on ? "" : "off"}`}>
      <div className="domain-head">
        <Icon className="icon" />
        <div>
          <h3>{area.title}</h3>
          <p>{area.description}</p>
        </div>
        <Switch aria-label={area.title} checked={on} onCheckedChange={toggle} />
      </div>
      {on && options.length > 0 && (
        <div className="options">
          {options.map((option) => (
            <AreaOption
              key={option.name}
              option={option}
              value={values[option.name]}
              onChange={(value) => onChange({ settings: { ...state.settings, [option.name]: asScalar(value) } })}
            />
          ))}
        </div>
      )}
    </section>
  );
}

type OptionProps = { option: FieldView; value: FieldValue | undefined; onChange: (value: FieldValue) => void };

function AreaOption({ option, value, onChange }: OptionProps) {
  const id = useId();
  if (option.control.type === "switch") {
    return (
      <CheckRow checked={value === true} onCheckedChange={onChange}>
        {option.label}
      </CheckRow>
    );
  }
  return (
    <div className="wide">
      <label htmlFor={id}>{option.label}</label>
      <span className="wide-control">
        <FieldControl field={option} value={value} onChange={onChange} id={id} />
      </span>
    </div>
  );
}

function asScalar(value: FieldValue): string | number | boolean | null {
  return typeof value === "object" ? null : value;
}

function isSwitch(option: FieldView): boolean {
  return option.control.type === "switch";
}
