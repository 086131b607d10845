import { cx } from "@/components/ui/class-names";

type MeterProps = {
  parts: readonly { readonly value: number; readonly tone?: string }[];
  total: number;
  label: string;
  className?: string;
};

/** A bar cut in parts; `label` says it in words. */
export function Meter({ parts, total, label, className }: MeterProps) {
  return (
    <span className={cx("meter", className)} role="img" aria-label={label}>
      {parts.map((part, index) => (
        <i
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a bar have no identity but their place
          key={index}
          className={part.tone}
          style={{ width: `${total === 0 ? 0 : (100 * part.value) / total}%` }}
        />
      ))}
    </span>
  );
}
