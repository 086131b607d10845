import type { ReactNode } from "react";

type SkeletonProps = { width?: number | string; height?: number };

/** A grey bar of the final size, so that nothing jumps when the content comes. */
export function Skeleton({ width = "100%", height = 14 }: SkeletonProps) {
  return <span className="skeleton" style={{ width, height }} />;
}

function bars(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `bar-${index}`);
}

type TableProps = { rows?: number; columns?: string[] };

/** One table in its card; `columns` are the widths of the cells. */
export function TableSkeleton({ rows = 8, columns = ["28%", "18%", "14%", "12%"] }: TableProps) {
  return (
    <div className="card overflow-hidden" aria-busy="true">
      <div className="h-8 border-b border-line bg-sunken" />
      {bars(rows).map((row) => (
        <div key={row} className="flex h-10 items-center gap-6 border-b border-line px-4 last:border-b-0">
          {columns.map((width) => (
            <Skeleton key={width} width={width} />
          ))}
        </div>
      ))}
    </div>
  );
}

type PageProps = { title?: number; purpose?: number; children: ReactNode };

/** The head of a page, its words as wide as they will be about, and the body below. */
export function PageSkeleton({ title = 200, purpose = 340, children }: PageProps) {
  return (
    <div className="page" aria-busy="true">
      <div className="page-head">
        <div>
          <Skeleton width={title} height={28} />
          <div className="mt-1">
            <Skeleton width={purpose} height={16} />
          </div>
        </div>
      </div>
      {children}
    </div>
  );
}

/** A page whose body is one table; with `filters`, below a line of them. */
export function TablePageSkeleton({ filters, ...table }: TableProps & { filters?: boolean }) {
  return (
    <PageSkeleton>
      {filters && (
        <div className="toolbar">
          <Skeleton width={420} height={32} />
        </div>
      )}
      <TableSkeleton {...table} />
    </PageSkeleton>
  );
}

/** Cards of a form, one below the other. */
export function FormSkeleton({ rows }: { rows: readonly number[] }) {
  return (
    <div className="settings-form stack" aria-busy="true">
      {rows.map((count, index) => (
        <CardSkeleton key={bars(rows.length)[index]} rows={count} />
      ))}
    </div>
  );
}

/** A card of `rows` lines under a title. */
export function CardSkeleton({ rows = 5 }: { rows?: number }) {
  return (
    <div className="card" aria-busy="true">
      <div className="card-head">
        <Skeleton width={140} height={16} />
      </div>
      {bars(rows).map((row) => (
        <div key={row} className="flex h-10 items-center border-t border-line px-4">
          <Skeleton />
        </div>
      ))}
    </div>
  );
}
