import { CardSkeleton, PageSkeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <PageSkeleton title={140}>
      <CardSkeleton rows={5} />
    </PageSkeleton>
  );
}
