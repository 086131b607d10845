import { measureCoverageContract } from "@/app/api/v1/flows/schema";
import { defineRoute } from "@/lib/server/define-route";
import { coverageOf } from "@/lib/server/flows/coverage";

export const POST = defineRoute(measureCoverageContract, async ({ app, access, params, body }) => {
  const { records, tables, fields } = await coverageOf(app, access, params.id, body);
  return {
    records,
    tables: tables.map((table) => ({ ...table, values: [...table.values] })),
    fields: fields.map(({ problem, ...field }) => ({ ...field, field: problem.target.join("."), problem: problem.code })),
  };
});
