import { CardSkeleton, PageSkeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <PageSkeleton title={320} purpose={420}>
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
    </PageSkeleton>
  );
}
