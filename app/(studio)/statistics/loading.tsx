import { CardSkeleton, PageSkeleton, Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <PageSkeleton title={160} purpose={420}>
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
    </PageSkeleton>
  );
}
