import { listTemplatesContract } from "@/app/api/v1/templates/schema";
import { JsonObjectSchema } from "@/lib/core/json-schema";
import { defineRoute } from "@/lib/server/define-route";
import type { Template } from "@/templates/contract";
import { TEMPLATES } from "@/templates/registry";

function toTemplate(template: Template) {
  return {
    id: template.id,
    version: template.version,
    title: template.title,
    summary: template.summary,
    roles: template.roles.map((role) => ({ ...role, connectors: [...role.connectors] })),
    areas: [...template.areas],
    settings: template.settings.map(({ key, area, label, control }) => ({
      key,
      area,
      label,
      control: JsonObjectSchema.parse(control),
    })),
    tables: template.tables.map(({ key, title }) => ({ key, title })),
    flows: template.flows.map(({ key, area, title, description }) => ({ key, area, title, description })),
    requirements: [...template.requirements],
  };
}

export const GET = defineRoute(listTemplatesContract, async () => ({ data: TEMPLATES.map(toTemplate), nextCursor: null }));
