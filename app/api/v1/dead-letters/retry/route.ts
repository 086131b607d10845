import { retryDeadLettersContract } from "@/app/api/v1/dead-letters/schema";
import { toChosen } from "@/app/api/v1/dead-letters/shape";
import { retryDeadLetters } from "@/lib/server/dead-letters";
import { defineRoute } from "@/lib/server/define-route";

export const POST = defineRoute(retryDeadLettersContract, async ({ app, access, body }) =>
  retryDeadLetters(app, access, toChosen(body)),
);
