import { CardSkeleton, Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="stack" aria-busy="true">
      <div className="card reconcile-head">
        <Skeleton width={560} height={16} />
        <div className="reconcile-period">
          <Skeleton width={440} height={32} />
        </div>
      </div>
      <CardSkeleton rows={4} />
    </div>
  );
}
