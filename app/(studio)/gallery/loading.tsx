import { PageSkeleton, Skeleton } from "@/components/ui/skeleton";

const CARDS = ["a", "b", "c", "d", "e", "f"];

export default function Loading() {
  return (
    <PageSkeleton title={140} purpose={420}>
      <div className="cards">
        {CARDS.map((card) => (
          <div key={card} className="card p-4">
            <Skeleton height={200} />
          </div>
        ))}
      </div>
    </PageSkeleton>
  );
}
