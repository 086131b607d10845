import { CardSkeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="role-cards">
      <CardSkeleton rows={2} />
      <CardSkeleton rows={2} />
    </div>
  );
}
