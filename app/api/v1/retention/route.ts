import { changeRetentionContract, readRetentionContract } from "@/app/api/v1/retention/schema";
import { defineRoute } from "@/lib/server/define-route";
import { changeRetention, readRetention } from "@/lib/server/retention";

export const GET = defineRoute(readRetentionContract, async ({ app, access }) => {
  const { retention: settings, kept } = await readRetention(app, access);
  return { settings, kept };
});

export const PUT = defineRoute(changeRetentionContract, async ({ app, access, body }) => {
  await changeRetention(app, access, body);
  const { retention: settings, kept } = await readRetention(app, access);
  return { settings, kept };
});
