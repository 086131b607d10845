import type { Cell, ColumnView, ConditionView, RowView, TableSummary, TableView } from "@/components/tables/types";
import type { ComboOption } from "@/components/ui/combobox";
import type { LookupItem } from "@/connectors/contract";
import type { Queryable } from "@/db/client";
import type { MapRow } from "@/db/queries/integrations";
import { listTableListings } from "@/db/queries/listings";
import type { JsonObject } from "@/lib/core/json";
import type { Locale } from "@/lib/core/text";
import type { Translate } from "@/lib/i18n/messages";
import type { Access } from "@/lib/server/access";
import type { App } from "@/lib/server/app";
import { TableDefinitionSchema } from "@/lib/server/integrations/definition";
import type { TableLookups } from "@/lib/server/integrations/lookups";
import { readTableUsers } from "@/lib/server/integrations/table-uses";
import { readChoices, readTable } from "@/lib/server/integrations/tables";
import type { Template, TemplateColumn, TemplateCondition } from "@/templates/contract";

type SummaryScope = { db: Queryable; workspaceId: string; locale: Locale; integrationId?: string; areas?: readonly string[] };

/** Tables with their coverage; with `areas`, only those of areas that are on (UI-12). */
export async function loadTableSummaries(
  scope: SummaryScope,
): Promise<(TableSummary & { integrationId: string; integration: string; area: string | undefined })[]> {
  const { db, workspaceId, locale, integrationId, areas } = scope;
  const listings = await listTableListings({ db, workspaceId, integrationId });
  return listings.flatMap((listing) => {
    const definition = TableDefinitionSchema.parse(listing.definition);
    if (areas && definition.area !== undefined && !areas.includes(definition.area)) return [];
    const { id, mapped, rows: total, hasFallback, integration } = listing;
    return [
      {
        id,
        title: definition.title[locale],
        mapped,
        total,
        hasFallback,
        integration,
        integrationId: listing.integrationId,
        area: definition.area,
      },
    ];
  });
}

/** The flows that use a table. */
async function loadTableUsers(input: { app: App; access: Access; integrationId: string; key: string }) {
  const users = (await readTableUsers(input.app, input.access, input.integrationId)).get(input.key) ?? [];
  return users.map(({ id, name }) => ({ id, name }));
}

type TableScope = { app: App; access: Access; tableId: string; template: Template; locale: Locale; t: Translate };

/** A table with the words of its values: both look-ups are asked now. */
export async function loadTable({ app, access, tableId, template, locale, t }: TableScope): Promise<TableView> {
  const [table, lookups] = await Promise.all([readTable(app, access, tableId), readChoices(app, access, tableId)]);
  const { definition, row, rows } = table;
  const sourceRole = template.roles.find((role) => role.role === definition.source.role);
  return {
    id: row.id,
    title: definition.title[locale],
    help: definition.help?.[locale],
    sourceTitle: sourceRole?.title[locale] ?? definition.source.role,
    columns: definition.columns.map((column) => toColumnView(column, lookups, locale)),
    conditions: (definition.conditions ?? []).map((condition) => toConditionView(condition, lookups, locale)),
    rows: rows.map(toRowView),
    fallback: row.fallback === null ? null : toTarget(row.fallback),
    revision: row.revision,
    users: await loadTableUsers({ app, access, integrationId: row.integrationId, key: row.key }),
    unread: [...new Set(lookups.errors.map(({ error }) => error.advice?.[locale] ?? t(`errors.${error.code}`)))],
  };
}

function toColumnView(column: TemplateColumn, lookups: TableLookups, locale: Locale): ColumnView {
  const { key, required, control } = column;
  const view = { key, title: column.title[locale], required };
  if (control.type === "select") {
    const options = control.options.map(({ value, label }) => ({ value, label: label[locale] }));
    return { ...view, control: { type: "choice", options } };
  }
  if (control.type !== "lookup") return { ...view, control };
  const isUnread = lookups.errors.some((error) => error.role === control.role && error.lookup === control.lookup);
  const items = (lookups.choices[key] ?? []).map((item) => (control.lookup === "countries" ? countryIn(item, locale) : item));
  return { ...view, control: { type: "choice", options: isUnread ? null : items.map(toOption) } };
}

/** Back offices name countries in a language of their own. */
function countryIn(item: LookupItem, locale: Locale): LookupItem {
  const iso = item.match?.iso ?? "";
  if (!/^[A-Z]{2}$/.test(iso)) return item;
  return { ...item, label: new Intl.DisplayNames([locale], { type: "region" }).of(iso) ?? item.label };
}

function toConditionView({ fact, title, lookup, by }: TemplateCondition, lookups: TableLookups, locale: Locale): ConditionView {
  const isUnread = lookups.errors.some((error) => error.role === lookup.role && error.lookup === lookup.lookup);
  const options = (lookups.conditions[fact] ?? []).map(({ id, label, match }) => {
    const code = by === "iso" ? match?.iso : undefined;
    return { value: code ?? id, label, code: code === label ? undefined : code };
  });
  return { fact, title: title[locale], options: isUnread ? null : options };
}

/** The code first where there is a short one: people know their payment modes by it. */
function toOption(item: LookupItem): ComboOption {
  const code = item.match?.code;
  return { value: item.id, label: item.label, code: code && code.length <= 4 && code !== item.label ? code : undefined };
}

function toRowView(row: MapRow): RowView {
  const rules = Object.values(row.reason ?? {}).filter((rule) => typeof rule === "string");
  return {
    source: row.sourceId,
    label: row.sourceLabel,
    target: toTarget(row.target),
    origin: row.origin,
    reason: rules.find((rule) => rule !== "default") ?? null,
  };
}

function toTarget(target: JsonObject): Record<string, Cell> {
  const cells = Object.entries(target).filter(
    (entry): entry is [string, string | boolean] => typeof entry[1] === "string" || typeof entry[1] === "boolean",
  );
  return Object.fromEntries(cells);
}
