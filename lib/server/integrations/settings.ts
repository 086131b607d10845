import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import type { Json, JsonObject } from "@/lib/core/json";
import { JsonObjectSchema } from "@/lib/core/json-schema";
import type { Template, TemplateSetting } from "@/templates/contract";

function schemaOf({ control }: TemplateSetting): z.ZodType<Json> {
  switch (control.type) {
    case "switch":
      return z.boolean();
    case "text":
      return z.string().max(control.maxLength ?? 2000);
    case "number":
      return z
        .number()
        .min(control.min ?? -Number.MAX_SAFE_INTEGER)
        .max(control.max ?? Number.MAX_SAFE_INTEGER);
    case "date":
      return z.iso.date().nullable();
    case "select":
      return z.enum(control.options.map((option) => option.value));
    case "lookup":
      return control.multiple ? z.array(z.string()).nullable() : z.string().nullable();
  }
}

export function defaultSettings(template: Template): JsonObject {
  const entries = template.settings.map((setting) => [setting.key, setting.control.default]);
  return JsonObjectSchema.parse(Object.fromEntries(entries));
}

/** `changes` over `current`; throws `request.invalid` naming each setting that is unknown or does not fit. */
export function mergeSettings(template: Template, current: JsonObject, changes: JsonObject): JsonObject {
  const issues: JsonObject[] = [];
  const merged = { ...current };
  for (const [key, value] of Object.entries(changes)) {
    const setting = template.settings.find((entry) => entry.key === key);
    const parsed = setting ? schemaOf(setting).safeParse(value) : undefined;
    if (parsed?.success) merged[key] = parsed.data;
    else issues.push({ path: `settings.${key}`, message: parsed?.error.issues[0]?.message ?? "unknown" });
  }
  if (issues.length === 0) return merged;
  throw new AppError({
    code: "request.invalid",
    category: "config",
    message: `These settings cannot be used: ${issues.map((issue) => `${issue.path} (${issue.message})`).join(", ")}`,
    details: { issues },
  });
}

/** Is the setting shown, by its area and by the settings it depends on? */
export function isSettingShown(
  setting: Pick<TemplateSetting, "area" | "visibleWhen">,
  state: { areas: readonly string[]; settings: JsonObject },
): boolean {
  if (setting.area !== undefined && !state.areas.includes(setting.area)) return false;
  const { visibleWhen } = setting;
  if (!visibleWhen) return true;
  const value = state.settings[visibleWhen.key];
  return (typeof value === "string" || typeof value === "boolean") && visibleWhen.equals.includes(value);
}

/** Keys of the areas switched on: as asked, else the template's defaults. Throws `request.invalid` for an unknown one. */
export function chooseAreas(template: Template, asked: readonly string[] | undefined): string[] {
  const known = template.areas.map((area) => area.key);
  if (!asked) return template.areas.filter((area) => area.enabledByDefault).map((area) => area.key);
  const unknown = asked.filter((key) => !known.includes(key));
  if (unknown.length === 0) return known.filter((key) => asked.includes(key));
  throw new AppError({
    code: "request.invalid",
    category: "config",
    message: `Unknown areas: ${unknown.join(", ")}; the template has ${known.join(", ")}`,
    details: { issues: unknown.map((key) => ({ path: `areas.${key}`, message: "unknown" })) },
  });
}
