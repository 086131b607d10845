import type { FieldView } from "@/components/forms/fields";
import type { SystemBadge } from "@/components/ui/system-tile";

export type AreaView = {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  readonly enabledByDefault: boolean;
  /** The first choices of the area; the others are on the integration's page. */
  readonly options: readonly FieldView[];
  readonly flows: readonly string[];
};

/** A system of a template: the versions it works with (UI-05), and what a connection to it asks for. */
export type SystemView = SystemBadge & {
  readonly id: string;
  readonly side: "shop" | "office";
  readonly versions: string;
  /** Names of the fields a connection cannot do without. */
  readonly needs: readonly string[];
};

/** A flow as a small drawing: cards and the lines between them. */
export type FlowDrawing = {
  readonly title: string;
  readonly area: string;
  readonly width: number;
  readonly height: number;
  readonly cards: readonly {
    readonly id: string;
    readonly x: number;
    readonly y: number;
    readonly category: string;
    readonly name: string;
  }[];
  readonly lines: readonly { readonly id: string; readonly path: string }[];
};

export type TemplateView = {
  readonly id: string;
  readonly profile: "commercial" | "accounting";
  readonly systems: readonly SystemView[];
  readonly drawings: readonly FlowDrawing[];
  /** Numbers of the documented behaviours it honours. */
  readonly requirements: readonly string[];
  readonly title: string;
  readonly summary: string;
  readonly from: SystemBadge;
  readonly to: SystemBadge;
  readonly direction: "shopToOffice" | "officeToShop" | "other";
  readonly areas: readonly AreaView[];
  readonly roles: readonly { readonly role: string; readonly title: string; readonly connectors: readonly string[] }[];
  /** Mapping tables by area; `null` = in every case. */
  readonly tables: readonly { readonly title: string; readonly area: string | null }[];
  readonly defaults: Readonly<Record<string, string | number | boolean | null>>;
};

/** A connection that may play a role. */
export type ConnectionChoice = {
  readonly id: string;
  readonly name: string;
  readonly connector: string;
  readonly address: string;
  readonly sandbox: boolean;
  readonly lost: boolean;
};

/** What the wizard gathers; nothing is made before its last step. */
export type WizardState = {
  readonly step: 1 | 2 | 3 | 4;
  readonly connections: Readonly<Record<string, string>>;
  readonly areas: readonly string[];
  readonly settings: Readonly<Record<string, string | number | boolean | null>>;
  readonly name: string;
};

export type InstallInput = {
  template: string;
  name: string;
  connections: Record<string, string>;
  areas: string[];
  settings: Record<string, string | number | boolean | null>;
};

export type InstallResult = { id: string; missing: number };
