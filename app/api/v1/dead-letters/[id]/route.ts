import { readDeadLetterContract } from "@/app/api/v1/dead-letters/schema";
import { toLetter } from "@/app/api/v1/dead-letters/shape";
import { readDeadLetter } from "@/lib/server/dead-letters";
import { defineRoute } from "@/lib/server/define-route";

export const GET = defineRoute(readDeadLetterContract, async ({ app, access, params }) => {
  const letter = await readDeadLetter(app, access, params.id);
  const { payload, edited } = letter;
  return { ...toLetter({ ...letter, isEdited: edited !== null }), payload, correction: edited };
});
