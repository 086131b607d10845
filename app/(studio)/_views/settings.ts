import { toSettingView } from "@/app/(studio)/_views/template-view";
import type { FieldValue } from "@/components/forms/fields";
import type { SettingsGroup, SettingsView } from "@/components/integrations/types";
import type { Option } from "@/components/ui/select";
import type { Json } from "@/lib/core/json";
import type { Locale } from "@/lib/core/text";
import type { Translate } from "@/lib/i18n/messages";
import type { App } from "@/lib/server/app";
import type { IntegrationDetail } from "@/lib/server/integrations/integrations";
import { createLookupReader } from "@/lib/server/integrations/lookups";
import type { TemplateSetting } from "@/templates/contract";

/** Of a flow that says nothing. */
const DEFAULT_BATCH = 100;

type Scope = { app: App; workspaceId: string; detail: IntegrationDetail; locale: Locale; t: Translate };

/** Settings by area, those of no area last; the lists of look-ups are read from the systems now. */
export async function toSettingsView({ app, workspaceId, detail, locale, t }: Scope): Promise<SettingsView> {
  const { row, template } = detail;
  const { choices, unread } = await readChoices({ app, workspaceId, detail, locale, t });
  const fieldsOf = (area: string | undefined) =>
    template.settings
      .filter((setting) => setting.area === area)
      .map((setting) => toSettingView(setting, locale, choices.get(setting.key) ?? null));
  const groups: SettingsGroup[] = template.areas.map((area) => ({
    area: area.key,
    title: area.title[locale],
    description: area.description[locale],
    enabled: row.areas.includes(area.key),
    fields: fieldsOf(area.key),
  }));
  const other = fieldsOf(undefined);
  if (other.length > 0) groups.push({ area: null, title: t("integration.settings.other"), enabled: true, fields: other });
  const values = template.settings.map(({ key, control }) => [key, toFieldValue(row.settings[key] ?? toJson(control.default))]);
  const batches = detail.flows
    .filter((flow) => flow.enabled)
    .map(({ key, name }) => {
      const document = template.flows.find((flow) => flow.key === key)?.document;
      const own = document?.settings.pageSize ?? DEFAULT_BATCH;
      return { flow: key, title: name, size: row.options.batches?.[key] ?? null, own };
    });
  const debug = row.options.debug === true;
  return { id: row.id, name: row.name, groups, values: Object.fromEntries(values), batches, debug, unread };
}

async function readChoices({ app, workspaceId, detail, locale, t }: Scope) {
  const reader = createLookupReader(app, { workspaceId, connections: detail.row.connections });
  const choices = new Map<string, readonly Option[]>();
  const unread = new Set<string>();
  for (const { key, label, control } of detail.template.settings) {
    if (control.type !== "lookup") continue;
    const found = await reader.read(control);
    if (found.ok)
      choices.set(
        key,
        found.value.map((item) => ({ value: item.id, label: item.label })),
      );
    else unread.add(`${label[locale]} · ${found.error.advice?.[locale] ?? t(`errors.${found.error.code}`)}`);
  }
  return { choices, unread: [...unread] };
}

function toJson(value: TemplateSetting["control"]["default"]): Json {
  return typeof value === "object" && value !== null ? [...value] : value;
}

function toFieldValue(value: Json): FieldValue {
  if (Array.isArray(value)) return value.filter((one) => typeof one === "string");
  return typeof value === "object" ? null : value;
}
