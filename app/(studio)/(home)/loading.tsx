import { CardSkeleton, Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <Skeleton width={320} height={28} />
          <div className="mt-1">
            <Skeleton width={420} height={16} />
          </div>
        </div>
      </div>
      <div className="home">
        <div className="column">
          <CardSkeleton rows={4} />
          <CardSkeleton rows={5} />
        </div>
        <div className="column">
          <CardSkeleton rows={6} />
          <CardSkeleton rows={4} />
        </div>
      </div>
    </div>
  );
}
