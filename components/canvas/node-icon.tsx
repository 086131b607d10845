import {
  CalendarClock,
  CircleStop,
  Database,
  Funnel,
  ListPlus,
  type LucideIcon,
  MousePointerClick,
  ReceiptText,
  Scale,
  Search,
  Send,
  Shuffle,
  Split,
  StickyNote,
  Table2,
  Ungroup,
  Webhook,
  Workflow,
  Zap,
} from "lucide-react";

/** Icons named by node definitions. An unknown name falls back to a neutral one: a node is never without. */
const ICONS: Readonly<Record<string, LucideIcon>> = {
  "calendar-clock": CalendarClock,
  "circle-stop": CircleStop,
  database: Database,
  funnel: Funnel,
  "list-plus": ListPlus,
  "mouse-pointer-click": MousePointerClick,
  "receipt-text": ReceiptText,
  scale: Scale,
  search: Search,
  send: Send,
  shuffle: Shuffle,
  split: Split,
  "sticky-note": StickyNote,
  "table-2": Table2,
  ungroup: Ungroup,
  webhook: Webhook,
  zap: Zap,
};

export function NodeIcon({ name }: { name: string }) {
  const Icon = ICONS[name] ?? Workflow;
  return (
    <span className="node-icon" aria-hidden="true">
      <Icon className="icon" />
    </span>
  );
}
