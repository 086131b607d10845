import { Skeleton } from "@/components/ui/skeleton";

const CARDS = ["a", "b", "c", "d", "e", "f"];

export default function Loading() {
  return (
    <div className="page" aria-busy="true">
      <div className="page-head">
        <div>
          <Skeleton width={140} height={28} />
          <div className="mt-1">
            <Skeleton width={420} height={16} />
          </div>
        </div>
      </div>
      <div className="cards">
        {CARDS.map((card) => (
          <div key={card} className="card p-4">
            <Skeleton height={200} />
          </div>
        ))}
      </div>
    </div>
  );
}
