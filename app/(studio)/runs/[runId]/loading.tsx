import { Skeleton } from "@/components/ui/skeleton";

const STEPS = ["a", "b", "c", "d", "e", "f"];
const ROWS = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** The layout of a run before its figures. */
export default function Loading() {
  return (
    <div className="run" aria-busy="true">
      <div className="run-top">
        <div className="page-head">
          <div>
            <Skeleton width={180} height={16} />
            <div className="mt-2">
              <Skeleton width={280} height={24} />
            </div>
          </div>
        </div>
        <Skeleton height={18} width="60%" />
        <div className="my-4">
          <Skeleton height={10} />
        </div>
        <div className="run-steps">
          {STEPS.map((step) => (
            <div key={step} className="run-step">
              <Skeleton height={38} />
            </div>
          ))}
        </div>
      </div>
      <div className="run-records">
        {ROWS.map((row) => (
          <div key={row} className="run-skeleton-row">
            <Skeleton width="22%" />
            <Skeleton width="12%" height={20} />
            <Skeleton width="34%" />
          </div>
        ))}
      </div>
      <div className="run-journal" />
    </div>
  );
}
