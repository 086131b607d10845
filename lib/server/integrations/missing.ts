import type { RowValues } from "@/db/queries/integrations";
import type { ErrorInfo } from "@/lib/core/errors";
import type { JsonObject } from "@/lib/core/json";
import type { LocalizedText } from "@/lib/core/text";
import type { TableDefinition } from "@/lib/server/integrations/definition";
import { isSettingShown } from "@/lib/server/integrations/settings";
import { unmappedRows } from "@/lib/server/integrations/tables";
import type { Template } from "@/templates/contract";

/** Something the merchant still has to fill in before every record can pass, and how. */
export type Missing = { readonly advice: LocalizedText } & Gap;

type Gap =
  /** Source values without a target: records that use one will fail. */
  | {
      readonly kind: "table";
      readonly id: string;
      readonly key: string;
      readonly values: readonly { readonly id: string; readonly label: string }[];
    }
  /** A side of the table could not be read. */
  | {
      readonly kind: "lookup";
      readonly id: string;
      readonly key: string;
      readonly role: string;
      readonly lookup: string;
      readonly error: ErrorInfo;
    }
  /** A setting that is shown and has no value. */
  | { readonly kind: "setting"; readonly key: string };

export interface TableState {
  readonly id: string;
  readonly definition: TableDefinition;
  readonly fallback: JsonObject | null;
  readonly rows: readonly RowValues[];
  readonly errors?: readonly { readonly role: string; readonly lookup: string; readonly error: ErrorInfo }[];
}

/** Only what belongs to the areas switched on. Pure. */
export function missingOf(state: {
  template: Template;
  areas: readonly string[];
  settings: JsonObject;
  tables: readonly TableState[];
}): Missing[] {
  const { template, areas, settings } = state;
  const shown = state.tables.filter(({ definition }) => definition.area === undefined || areas.includes(definition.area));
  return [
    ...shown.flatMap(({ id, definition, errors = [] }) =>
      errors.map(
        (entry): Missing => ({ kind: "lookup", id, key: definition.key, ...entry, advice: entry.error.advice ?? LOOKUP_ADVICE }),
      ),
    ),
    ...shown.flatMap((table): Missing[] => {
      const values = unmappedRows(table).map((row) => ({ id: row.sourceId, label: row.sourceLabel }));
      const { key, title, help } = table.definition;
      return values.length === 0 ? [] : [{ kind: "table", id: table.id, key, values, advice: tableAdvice(title, help) }];
    }),
    ...template.settings
      .filter(
        (setting) =>
          setting.control.type === "lookup" && !setting.control.multiple && isSettingShown(setting, { areas, settings }),
      )
      .filter((setting) => settings[setting.key] === null || settings[setting.key] === undefined)
      .map((setting): Missing => ({ kind: "setting", key: setting.key, advice: settingAdvice(setting) })),
  ];
}

const LOOKUP_ADVICE: LocalizedText = {
  en: "Test the connection, mend what it says, then match the table again.",
  fr: "Testez la connexion, corrigez ce qu’elle indique, puis refaites l’association de la table.",
};

function tableAdvice(title: LocalizedText, help: LocalizedText | undefined): LocalizedText {
  return {
    en: `Choose a value for each in the table “${title.en}”, or set its default.${help ? ` ${help.en}` : ""}`,
    fr: `Choisissez une valeur pour chacune dans la table «\u202f${title.fr}\u202f», ou fixez sa valeur par défaut.${help ? ` ${help.fr}` : ""}`,
  };
}

function settingAdvice({ label, help }: Template["settings"][number]): LocalizedText {
  return {
    en: `Choose “${label.en}” in the settings.${help ? ` ${help.en}` : ""}`,
    fr: `Choisissez «\u202f${label.fr}\u202f» dans les réglages.${help ? ` ${help.fr}` : ""}`,
  };
}
