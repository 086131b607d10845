import { CardSkeleton, Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="page" aria-busy="true">
      <div className="page-head">
        <div>
          <Skeleton width={160} height={28} />
          <div className="mt-1">
            <Skeleton width={420} height={16} />
          </div>
        </div>
      </div>
      <div className="toolbar">
        <Skeleton width={560} height={32} />
      </div>
      <div className="card figures">
        {["written", "runs", "failed", "duration", "requests", "month"].map((tile) => (
          <div key={tile}>
            <Skeleton width={96} height={60} />
          </div>
        ))}
      </div>
      <div className="statistics">
        <CardSkeleton rows={8} />
        <CardSkeleton rows={8} />
      </div>
    </div>
  );
}
