import { getBezierPath, getSmoothStepPath, type Position } from "@xyflow/react";

type Ends = {
  readonly sourceX: number;
  readonly sourceY: number;
  readonly targetX: number;
  readonly targetY: number;
  readonly sourcePosition: Position;
  readonly targetPosition: Position;
};

/** A line and its middle. To a step higher up, in the next column, it goes round the cards instead of through them. */
export function wirePath(ends: Ends): readonly [path: string, x: number, y: number] {
  const goesUp = ends.targetY < ends.sourceY + 16;
  const [path, x, y] = goesUp
    ? getSmoothStepPath({ ...ends, borderRadius: 12, offset: 18 })
    : getBezierPath({ ...ends, curvature: 0.35 });
  return [path, x, y];
}
