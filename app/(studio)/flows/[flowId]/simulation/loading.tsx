import { CardSkeleton, Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="page" aria-busy="true">
      <div className="page-head">
        <Skeleton width={220} height={28} />
      </div>
      <CardSkeleton rows={6} />
    </div>
  );
}
