import type { FieldValues, FieldView } from "@/components/forms/fields";
import type { RunLine } from "@/components/home/types";
import type { StateName } from "@/components/ui/states";
import type { SystemBadge } from "@/components/ui/system-tile";
import type { Action } from "@/components/ui/use-action";
import type { MailOptions } from "@/lib/core/mail";

/** One action of the merchant: a flow with its run button (UI-29). */
export type FlowCard = {
  readonly id: string;
  readonly title: string;
  /** A sentence that names both systems. */
  readonly description: string;
  readonly version: number | null;
  /** Runs on its own: `every 15 min`. */
  readonly every: string | null;
  readonly last: RunLine | null;
  readonly open: OpenRun | null;
};

export type OpenRun = {
  readonly id: string;
  readonly state: "running" | "queued";
  readonly since: string;
  readonly done: number;
  readonly failed: number;
  readonly paused: boolean;
  /** About how many it will read; null = not known. */
  readonly total: number | null;
  readonly secondsLeft: number | null;
};

export type RunInput = { flowId: string; mode: "live" | "dry"; since?: string | undefined; until?: string | undefined };

/** How far a stream of a flow was read. */
export type MarkView = {
  readonly driver: string;
  readonly label: string;
  readonly stream: string;
  /** Null = everything is read; a text that is no date is the source's own position. */
  readonly value: unknown;
  readonly movedAt: string | null;
};

/** What is still to fill in, with where to do it. */
export type MissingView = { readonly key: string; readonly text: string; readonly href: string };

export type SettingsGroup = {
  readonly area: string | null;
  readonly title: string;
  readonly description?: string;
  readonly enabled: boolean;
  readonly fields: readonly FieldView[];
};

export type SettingsView = {
  readonly id: string;
  readonly name: string;
  readonly groups: readonly SettingsGroup[];
  readonly values: FieldValues;
  /** UI-18: records at a time by flow; `size` null = the flow's `own`. */
  readonly batches: readonly {
    readonly flow: string;
    readonly title: string;
    readonly size: number | null;
    readonly own: number;
  }[];
  readonly debug: boolean;
  /** Why the values of a system could not be read. */
  readonly unread: readonly string[];
};

export type IntegrationPatchInput = {
  id: string;
  name?: string;
  areas?: string[];
  settings?: Record<string, string | number | boolean | string[] | null>;
  connections?: Record<string, string>;
  /** UI-18, UI-22, UI-51 to UI-53: a batch of null is the flow's own. */
  options?: { batches?: Record<string, number | null>; debug?: boolean; mail?: MailOptions };
  isDefault?: boolean;
};

/** The connections that may play a role of a copy. */
export type RoleChoices = {
  readonly role: string;
  readonly title: string;
  readonly current: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
};

/** What reading both systems again brought (UI-19). */
export type RefreshedView = { readonly added: number; readonly gone: number; readonly open: number };

export type RoleConnection = {
  readonly role: string;
  readonly title: string;
  readonly system: SystemBadge;
  readonly current: {
    readonly id: string;
    readonly name: string;
    readonly address: string;
    readonly state: StateName;
    readonly sandbox: boolean;
  } | null;
  /** Connections of the same system that may take its place. */
  readonly choices: readonly { readonly value: string; readonly label: string }[];
};

/** What the file of an integration holds, and which connections may play its parts. */
export type FileSummaryView = {
  readonly name: string;
  readonly template: string;
  readonly flows: number;
  readonly tables: number;
  readonly schedules: number;
  readonly connections: readonly {
    readonly key: string;
    readonly connector: string;
    readonly name: string;
    readonly matched: string | null;
    readonly choices: readonly { readonly id: string; readonly name: string }[];
  }[];
};

export type ImportActions = {
  readonly inspect: Action<{ file: string }, FileSummaryView>;
  readonly take: Action<
    { file: string; name?: string; connections?: Record<string, string> },
    { id: string; missing: number; rematched: number }
  >;
};
