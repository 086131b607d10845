import { z } from "zod";
import { jsonSchemaOf } from "@/app/api/v1/shared";
import type { JsonObject } from "@/lib/core/json";
import { JsonObjectSchema } from "@/lib/core/json-schema";
import type { Contract } from "@/lib/server/define-route";
import { ProblemSchema } from "@/lib/server/problem";

function parametersOf(contract: Contract): JsonObject[] {
  const from = (schema: z.ZodType | undefined, where: "path" | "query"): JsonObject[] => {
    if (!schema) return [];
    const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
    return Object.entries(properties).map(([name, property]) => ({
      name,
      in: where,
      required: where === "path" || required.includes(name),
      schema: JsonObjectSchema.parse(JSON.parse(JSON.stringify(property))),
    }));
  };
  return [...from(contract.params, "path"), ...from(contract.query, "query")];
}

function operationOf(contract: Contract): JsonObject {
  const status = String(contract.status ?? 200);
  const type = contract.stream ?? "application/json";
  const content: JsonObject = status === "204" ? {} : { content: { [type]: { schema: jsonSchemaOf(contract.reply, "output") } } };
  const body = contract.body && { content: { "application/json": { schema: jsonSchemaOf(contract.body, "input") } } };
  return {
    operationId: contract.id,
    summary: contract.summary,
    "x-permission": contract.permission,
    parameters: parametersOf(contract),
    ...(body ? { requestBody: body } : {}),
    responses: {
      [status]: { description: "Done", ...content },
      default: { $ref: "#/components/responses/Problem" },
    },
  };
}

/** OpenAPI 3.1 of the API, from the schemas its routes check with. */
export function openApiDocument(contracts: readonly Contract[], url: string): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const contract of contracts) {
    paths[contract.path] = { ...paths[contract.path], [contract.method.toLowerCase()]: operationOf(contract) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Passerelle", version: "1", description: "Lists answer {data, nextCursor}; times are ISO with offset." },
    servers: [{ url: `${url}/api/v1` }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
      responses: {
        Problem: {
          description: "What went wrong (RFC 9457)",
          content: { "application/problem+json": { schema: jsonSchemaOf(ProblemSchema, "output") } },
        },
      },
    },
  };
}
