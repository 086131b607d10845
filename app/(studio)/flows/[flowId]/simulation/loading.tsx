import { CardSkeleton, PageSkeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <PageSkeleton title={140} purpose={420}>
      <CardSkeleton rows={6} />
    </PageSkeleton>
  );
}
