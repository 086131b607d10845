import { readChoicesContract } from "@/app/api/v1/tables/schema";
import { defineRoute } from "@/lib/server/define-route";
import { readChoices } from "@/lib/server/integrations/tables";

export const GET = defineRoute(readChoicesContract, async ({ app, access, params }) => {
  const { choices } = await readChoices(app, access, params.id);
  const shown = Object.entries(choices).map(([key, items]) => [key, items.map(({ id, label }) => ({ id, label }))]);
  return { choices: Object.fromEntries(shown) };
});
