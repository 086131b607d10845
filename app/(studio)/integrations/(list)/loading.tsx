import { TablePageSkeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return <TablePageSkeleton rows={4} columns={["32%", "14%", "16%", "10%"]} />;
}
