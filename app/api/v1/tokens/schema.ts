import { z } from "zod";
import { IdParamsSchema, listOf, TimeSchema } from "@/app/api/v1/shared";
import { defineContract } from "@/lib/server/define-route";
import { RoleSchema } from "@/lib/server/members";

const TokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: RoleSchema,
  /** Its last four characters. */
  hint: z.string(),
  createdAt: TimeSchema,
  expiresAt: TimeSchema.nullable(),
  lastUsedAt: TimeSchema.nullable(),
});

export const listTokensContract = defineContract({
  id: "listTokens",
  method: "GET",
  path: "/tokens",
  summary: "The tokens of the workspace; never the tokens themselves",
  permission: "workspace.manage",
  reply: listOf(TokenSchema),
});

export const createTokenContract = defineContract({
  id: "createToken",
  method: "POST",
  path: "/tokens",
  summary: "Make a token; it is answered once and cannot be shown again",
  permission: "workspace.manage",
  body: z.strictObject({
    name: z.string().trim().min(1).max(120),
    role: RoleSchema,
    expiresAt: TimeSchema.optional(),
  }),
  reply: z.object({ id: z.string(), token: z.string() }),
  status: 201,
});

export const revokeTokenContract = defineContract({
  id: "revokeToken",
  method: "DELETE",
  path: "/tokens/{id}",
  summary: "End a token at once",
  permission: "workspace.manage",
  params: IdParamsSchema,
  reply: z.object({}),
  status: 204,
});

export const tokenContracts = [listTokensContract, createTokenContract, revokeTokenContract];
