import { TablesSkeleton } from "@/components/tables/table-skeleton";

export default function Loading() {
  return <TablesSkeleton />;
}
