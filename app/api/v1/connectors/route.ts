import { z } from "zod";
import { listConnectorsContract } from "@/app/api/v1/connectors/schema";
import type { Connector, FormField } from "@/connectors/contract";
import { CONNECTORS } from "@/connectors/registry";
import { type JsonObject, JsonObjectSchema } from "@/lib/core/json";
import { defineRoute } from "@/lib/server/define-route";

const toField = ({ name, label, help, placeholder, required, options }: FormField) => ({
  name,
  label,
  required,
  ...(help ? { help } : {}),
  ...(placeholder ? { placeholder } : {}),
  ...(options ? { options: [...options] } : {}),
});

function configSchema({ spec }: Connector): JsonObject {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(spec.config, { io: "input", unrepresentable: "any" });
  return JsonObjectSchema.parse(JSON.parse(JSON.stringify(schema)));
}

function toConnector(connector: Connector) {
  const { id, title, versions, docsUrl, fields } = connector.spec;
  return {
    id,
    title,
    versions,
    docsUrl,
    configSchema: configSchema(connector),
    config: fields.flatMap((field) => (field.control === "secret" ? [] : [{ ...toField(field), control: field.control }])),
    secrets: fields.filter((field) => field.control === "secret").map(toField),
  };
}

export const GET = defineRoute(listConnectorsContract, async () => ({
  data: Object.values(CONNECTORS).map(toConnector),
  nextCursor: null,
}));
