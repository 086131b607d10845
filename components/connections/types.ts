import type { FieldValues, FieldView } from "@/components/forms/fields";
import type { StateName } from "@/components/ui/states";
import type { SystemBadge } from "@/components/ui/system-tile";

/** A system that can be connected, with the form of its spec in the reader's language. */
export type ConnectorView = {
  readonly id: string;
  readonly system: SystemBadge;
  readonly versions: string;
  readonly docsUrl: string;
  readonly fields: readonly FieldView[];
};

export type CheckView = {
  readonly ok: boolean;
  readonly message: string;
  readonly version?: string;
  /** ISO. */
  readonly at: string;
  readonly problems: readonly {
    readonly severity: "error" | "warning" | "info";
    readonly message: string;
    readonly advice?: string;
    /** A button that sets it right. */
    readonly mend?: { readonly id: string; readonly label: string } | undefined;
  }[];
};

export type ConnectionView = {
  readonly id: string;
  readonly name: string;
  readonly connector: ConnectorView;
  /** Where it leads, for people: an address without its secrets. */
  readonly address: string;
  readonly sandbox: boolean;
  /** It can tell of its changes. */
  readonly hasEvents: boolean;
  readonly state: StateName;
  readonly check: CheckView | null;
  /** Names of the integrations that use it. */
  readonly usedBy: readonly string[];
  readonly config: FieldValues;
};

export type ConnectionInput = {
  connector: string;
  name: string;
  config: Record<string, string | number | boolean>;
  secrets: Record<string, string>;
};
