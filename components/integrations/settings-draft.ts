import { changedFields, type FieldValue, type FieldValues } from "@/components/forms/fields";
import type { IntegrationPatchInput, SettingsView } from "@/components/integrations/types";

/** What a person sees and has not saved yet. */
export type SettingsDraft = {
  readonly name: string;
  readonly areas: readonly string[];
  readonly values: FieldValues;
  /** By flow key; null = the flow's own. */
  readonly batches: Readonly<Record<string, number | null>>;
  readonly debug: boolean;
};

export function startOf(view: SettingsView): SettingsDraft {
  const areas = view.groups.flatMap((group) => (group.area !== null && group.enabled ? [group.area] : []));
  const batches = Object.fromEntries(view.batches.map(({ flow, size }) => [flow, size]));
  return { name: view.name, areas, values: view.values, batches, debug: view.debug };
}

/** Only what changed: two people may save different settings of one integration. */
export function toPatch(view: SettingsView, draft: SettingsDraft): IntegrationPatchInput {
  const start = startOf(view);
  const changed = changedFields(start.values, draft.values);
  const settings = Object.fromEntries(changed.map((name) => [name, toJson(draft.values[name] ?? null)]));
  const batches = Object.fromEntries(Object.entries(draft.batches).filter(([flow, size]) => size !== start.batches[flow]));
  const options = {
    ...(Object.keys(batches).length > 0 ? { batches } : {}),
    ...(draft.debug === start.debug ? {} : { debug: draft.debug }),
  };
  return {
    id: view.id,
    ...(draft.name.trim() !== "" && draft.name !== start.name ? { name: draft.name.trim() } : {}),
    ...(sorted(draft.areas) === sorted(start.areas) ? {} : { areas: [...draft.areas] }),
    ...(changed.length > 0 ? { settings } : {}),
    ...(Object.keys(options).length > 0 ? { options } : {}),
  };
}

/** Changes a person counts: each field, each batch, the areas as one. */
export function countChanges({ name, areas, settings, options }: IntegrationPatchInput): number {
  const single = [name, areas, options?.debug].filter((one) => one !== undefined).length;
  return single + Object.keys(settings ?? {}).length + Object.keys(options?.batches ?? {}).length;
}

function sorted(areas: readonly string[]): string {
  return [...areas].sort().join();
}

function toJson(value: FieldValue): string | number | boolean | string[] | null {
  return Array.isArray(value) ? [...value] : typeof value === "object" ? null : value;
}
