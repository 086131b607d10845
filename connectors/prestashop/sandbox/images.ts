import { fail } from "./failure";
import type { Shop } from "./shop";
import type { WebserviceCall } from "./webservice";

export function answerImages(_shop: Shop, _call: WebserviceCall): { status: number; type: string; body: string } {
  throw fail(400, 27, "images");
}
