import { TablePageSkeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return <TablePageSkeleton rows={5} columns={["30%", "24%", "12%", "12%"]} />;
}
