import {
  Ban,
  CircleCheck,
  CircleMinus,
  CirclePause,
  CirclePlus,
  CircleQuestionMark,
  CircleX,
  Clock,
  Equal,
  type LucideIcon,
  Pencil,
  TriangleAlert,
  Unplug,
} from "lucide-react";

/** Every state of a record, a run, an integration or a connection: its tone (a class) and icon; the word is `state.<name>`. */
export const STATES = {
  created: { tone: "created", icon: CirclePlus },
  updated: { tone: "updated", icon: Pencil },
  unchanged: { tone: "unchanged", icon: Equal },
  ignored: { tone: "ignored", icon: CircleMinus },
  review: { tone: "review", icon: CircleQuestionMark },
  failed: { tone: "failed", icon: CircleX },
  running: { tone: "running", icon: null },
  queued: { tone: "queued", icon: Clock },
  succeeded: { tone: "created", icon: CircleCheck },
  cancelled: { tone: "ignored", icon: Ban },
  ok: { tone: "created", icon: CircleCheck },
  attention: { tone: "attention", icon: TriangleAlert },
  lost: { tone: "attention", icon: Unplug },
  paused: { tone: "attention", icon: CirclePause },
  idle: { tone: "queued", icon: Clock },
  off: { tone: "ignored", icon: CircleMinus },
  draft: { tone: "attention", icon: Pencil },
  published: { tone: "created", icon: CircleCheck },
} as const satisfies Record<string, { tone: string; icon: LucideIcon | null }>;

export type StateName = keyof typeof STATES;

export function toneOf(state: StateName): string {
  return STATES[state].tone;
}
