import { toDrawing } from "@/app/(studio)/_views/flow-drawing";
import { connectorOfId, systemOf } from "@/app/(studio)/_views/systems";
import type { FieldView } from "@/components/forms/fields";
import type { AreaView, SystemView, TemplateView } from "@/components/gallery/types";
import type { Option } from "@/components/ui/select";
import type { Locale } from "@/lib/core/text";
import type { Template, TemplateSetting } from "@/templates/contract";

/** Options of an area the wizard shows; the others wait on the integration's page. */
const WIZARD_OPTIONS = 6;
const WIZARD_CONTROLS: readonly string[] = ["switch", "select", "date", "number"];

export function toTemplateView(template: Template, locale: Locale): TemplateView {
  const [from, to] = template.roles.map((role) => systemOf(role.connectors[0]));
  return {
    id: template.id,
    profile: template.profile ?? "commercial",
    systems: template.roles.flatMap((role) => role.connectors.map((id) => toSystemView(id, role.role, locale))),
    drawings: template.flows.map((flow) => toDrawing(flow, locale)),
    requirements: template.requirements,
    title: template.title[locale],
    summary: template.summary[locale],
    from: from ?? systemOf(undefined),
    to: to ?? systemOf(undefined),
    direction: directionOf(template),
    areas: template.areas.map((area) => toAreaView(template, area, locale)),
    roles: template.roles.map(({ role, title, connectors }) => ({ role, title: title[locale], connectors })),
    tables: template.tables.map((table) => ({ title: table.title[locale], area: table.area ?? null })),
    defaults: Object.fromEntries(
      template.settings.flatMap(({ key, control }) =>
        typeof control.default === "object" && control.default !== null ? [] : [[key, control.default]],
      ),
    ),
  };
}

function toSystemView(id: string, role: string, locale: Locale): SystemView {
  const spec = connectorOfId(id)?.spec;
  return {
    ...systemOf(id),
    id,
    side: role === "shop" ? "shop" : "office",
    versions: spec?.versions ?? "",
    needs: (spec?.fields ?? []).filter(({ required }) => required).map(({ label }) => label[locale]),
  };
}

function directionOf(template: Template): TemplateView["direction"] {
  const first = template.roles[0]?.role;
  const second = template.roles[1]?.role;
  if (first === "shop") return "shopToOffice";
  return second === "shop" ? "officeToShop" : "other";
}

function toAreaView(template: Template, area: Template["areas"][number], locale: Locale): AreaView {
  const settings = template.settings.filter((one) => one.area === area.key && WIZARD_CONTROLS.includes(one.control.type));
  return {
    key: area.key,
    title: area.title[locale],
    description: area.description[locale],
    enabledByDefault: area.enabledByDefault,
    options: settings.slice(0, WIZARD_OPTIONS).map((setting) => toSettingView(setting, locale, null)),
    flows: template.flows.filter((flow) => flow.area === area.key).map((flow) => flow.title[locale]),
  };
}

/** A setting as a field; `choices` are the values read for a look-up, null where they were not. */
export function toSettingView(setting: TemplateSetting, locale: Locale, choices: readonly Option[] | null): FieldView {
  const { key, visibleWhen } = setting;
  return {
    name: key,
    label: setting.label[locale],
    help: setting.help?.[locale],
    required: false,
    control: toControl(setting.control, locale, choices),
    visibleWhen: visibleWhen && { name: visibleWhen.key, equals: visibleWhen.equals },
  };
}

function toControl(control: TemplateSetting["control"], locale: Locale, choices: readonly Option[] | null): FieldView["control"] {
  switch (control.type) {
    case "select":
      return { type: "select", options: control.options.map(({ value, label }) => ({ value, label: label[locale] })) };
    case "lookup":
      return { type: "lookup", options: choices, multiple: control.multiple };
    case "text":
      return { type: "text", maxLength: control.maxLength };
    case "number":
      return { type: "number", min: control.min, max: control.max };
    default:
      return { type: control.type };
  }
}
