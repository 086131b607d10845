import { CardSkeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="settings-form stack">
      <CardSkeleton rows={1} />
      <CardSkeleton rows={6} />
      <CardSkeleton rows={6} />
    </div>
  );
}
