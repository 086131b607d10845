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

export type TemplateView = {
  readonly id: string;
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
