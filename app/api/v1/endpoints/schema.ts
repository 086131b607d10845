import { z } from "zod";
import { IdParamsSchema, listOf, TimeSchema } from "@/app/api/v1/shared";
import { defineContract } from "@/lib/server/define-route";

export const listEndpointsContract = defineContract({
  id: "listEndpoints",
  method: "GET",
  path: "/endpoints",
  summary: "Inbound webhook addresses of the workspace, or of one flow",
  permission: "read",
  query: z.object({ flow: z.string().optional() }),
  reply: listOf(
    z.object({
      id: z.string(),
      flowId: z.string(),
      connectionId: z.string().nullable(),
      url: z.string(),
      enabled: z.boolean(),
      lastEventAt: TimeSchema.nullable(),
      createdAt: TimeSchema,
    }),
  ),
});

export const createEndpointContract = defineContract({
  id: "createEndpoint",
  method: "POST",
  path: "/flows/{id}/endpoints",
  summary: "An inbound address for a flow; its secret is answered once",
  permission: "flow.write",
  params: IdParamsSchema,
  body: z.strictObject({ connectionId: z.string().optional() }),
  reply: z.object({ id: z.string(), url: z.string(), secret: z.string() }),
  status: 201,
});

export const deleteEndpointContract = defineContract({
  id: "deleteEndpoint",
  method: "DELETE",
  path: "/endpoints/{id}",
  summary: "Delete an inbound address",
  permission: "flow.write",
  params: IdParamsSchema,
  reply: z.object({}),
  status: 204,
});

export const endpointContracts = [listEndpointsContract, createEndpointContract, deleteEndpointContract];
