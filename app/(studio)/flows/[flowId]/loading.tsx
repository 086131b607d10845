import { Skeleton } from "@/components/ui/skeleton";

/** The frame of the editor, so that nothing jumps when the flow arrives. */
export default function Loading() {
  return (
    <div className="workbench" data-inspector="false" aria-busy="true">
      <header className="flowbar">
        <Skeleton />
      </header>
      <aside className="palette">
        <Skeleton />
      </aside>
      <div className="canvas" />
    </div>
  );
}
