import { CardSkeleton, Skeleton } from "@/components/ui/skeleton";

const TABLES = ["a", "b", "c", "d", "e", "f", "g"];

/** The list of tables beside the grid, before either is known. */
export function TablesSkeleton() {
  return (
    <div className="tables-split" aria-busy="true">
      <div className="table-list">
        <h2>
          <Skeleton width={140} height={12} />
        </h2>
        {TABLES.map((table) => (
          <div key={table} className="table-link">
            <Skeleton width={120} height={18} />
            <Skeleton width={32} height={18} />
            <div className="meter" />
          </div>
        ))}
      </div>
      <GridSkeleton />
    </div>
  );
}

/** Title, purpose, coverage, defaults and grid of one table, each where it will be. */
export function GridSkeleton() {
  return (
    <div className="map-editor" aria-busy="true">
      <div className="map-head">
        <div>
          <Skeleton width={180} height={24} />
          <p>
            <Skeleton width={420} height={14} />
          </p>
        </div>
        <Skeleton width={160} height={28} />
      </div>
      <div className="coverage">
        <Skeleton width={320} height={28} />
      </div>
      <div className="defaults">
        <Skeleton width={460} height={28} />
      </div>
      <CardSkeleton rows={10} />
    </div>
  );
}
