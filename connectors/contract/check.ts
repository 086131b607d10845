import type { JsonObject } from "@/lib/core/json";
import type { LocalizedText } from "@/lib/core/text";
import type { ConnectorContext } from "./context";

export interface CheckResult {
  readonly ok: boolean;
  readonly message: LocalizedText;
  readonly version?: string;
  readonly problems: readonly CheckProblem[];
}

export interface CheckProblem {
  readonly severity: "error" | "warning" | "info";
  readonly message: LocalizedText;
  readonly advice?: LocalizedText;
  /** What we can set right ourselves: the connector's `mends` has its id. `label` is the button: « Create the warehouse ». */
  readonly mend?: { readonly id: string; readonly label: LocalizedText };
}

export interface ConnectorMend<Config extends JsonObject = JsonObject> {
  run(ctx: ConnectorContext<Config>): Promise<void>;
}
