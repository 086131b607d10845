import { FormSkeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return <FormSkeleton rows={[1, 6, 6]} />;
}
