import { FormSkeleton, PageSkeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <PageSkeleton title={140}>
      <FormSkeleton rows={[3, 1, 4]} />
    </PageSkeleton>
  );
}
