import {
  Activity,
  ArchiveX,
  Blocks,
  CalendarClock,
  ChartColumn,
  CircleQuestionMark,
  History,
  House,
  KeyRound,
  LayoutGrid,
  type LucideIcon,
  Plug,
  Settings,
  Table2,
  Users,
  Workflow,
} from "lucide-react";

export type FramePage = {
  /** Also the key of its name: `nav.<key>`. */
  readonly key: string;
  readonly href: string;
  readonly icon: LucideIcon;
  readonly place: "work" | "configure" | "foot" | "search";
};

/** Every page that has a name, in the order of the navigation; `search` ones are found by Ctrl-K only. */
export const PAGES: readonly FramePage[] = [
  { key: "home", href: "/", icon: House, place: "work" },
  { key: "integrations", href: "/integrations", icon: Blocks, place: "work" },
  { key: "flows", href: "/flows", icon: Workflow, place: "work" },
  { key: "runs", href: "/runs", icon: Activity, place: "work" },
  { key: "statistics", href: "/statistics", icon: ChartColumn, place: "work" },
  { key: "review", href: "/review", icon: CircleQuestionMark, place: "work" },
  { key: "connections", href: "/connections", icon: Plug, place: "configure" },
  { key: "tables", href: "/tables", icon: Table2, place: "configure" },
  { key: "gallery", href: "/gallery", icon: LayoutGrid, place: "configure" },
  { key: "schedules", href: "/schedules", icon: CalendarClock, place: "configure" },
  { key: "settings", href: "/settings", icon: Settings, place: "foot" },
  { key: "people", href: "/people", icon: Users, place: "foot" },
  { key: "deadLetters", href: "/dead-letters", icon: ArchiveX, place: "search" },
  { key: "audit", href: "/settings/audit", icon: History, place: "search" },
  { key: "tokens", href: "/settings/tokens", icon: KeyRound, place: "search" },
];

export function isCurrent(page: FramePage, pathname: string): boolean {
  return page.href === "/" ? pathname === "/" : pathname === page.href || pathname.startsWith(`${page.href}/`);
}
