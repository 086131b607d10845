import { listConnectorsContract } from "@/app/api/v1/connectors/schema";
import { jsonSchemaOf } from "@/app/api/v1/shared";
import type { Connector, FormField } from "@/connectors/contract";
import { CONNECTORS } from "@/connectors/registry";
import { defineRoute } from "@/lib/server/define-route";

const toField = ({ name, label, help, placeholder, required, options }: FormField) => ({
  name,
  label,
  required,
  ...(help ? { help } : {}),
  ...(placeholder ? { placeholder } : {}),
  ...(options ? { options: [...options] } : {}),
});

function toConnector(connector: Connector) {
  const { id, title, versions, docsUrl, fields } = connector.spec;
  return {
    id,
    title,
    versions,
    docsUrl,
    configSchema: jsonSchemaOf(connector.spec.config, "input"),
    config: fields.flatMap((field) => (field.control === "secret" ? [] : [{ ...toField(field), control: field.control }])),
    secrets: fields.filter((field) => field.control === "secret").map(toField),
  };
}

export const GET = defineRoute(listConnectorsContract, async () => ({
  data: Object.values(CONNECTORS).map(toConnector),
  nextCursor: null,
}));
