import { changeConnectionContract, deleteConnectionContract, readConnectionContract } from "@/app/api/v1/connections/schema";
import { toConnection } from "@/app/api/v1/connections/shape";
import { deleteConnection, patchConnection, readConnection } from "@/lib/server/connections";
import { defineRoute } from "@/lib/server/define-route";

export const GET = defineRoute(readConnectionContract, async ({ app, access, params }) =>
  toConnection(app, await readConnection(app, access, params.id)),
);

export const PATCH = defineRoute(changeConnectionContract, async ({ app, access, params, body }) => {
  await patchConnection(app, access, params.id, body);
  return toConnection(app, await readConnection(app, access, params.id));
});

export const DELETE = defineRoute(deleteConnectionContract, async ({ app, access, params }) => {
  await deleteConnection(app, access, params.id);
  return {};
});
