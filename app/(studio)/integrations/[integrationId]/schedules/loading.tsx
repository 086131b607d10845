import { CardSkeleton, Skeleton, TableSkeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <CardSkeleton rows={2} />
      <div className="toolbar mt-4">
        <Skeleton width={280} height={32} />
      </div>
      <TableSkeleton rows={6} />
    </>
  );
}
