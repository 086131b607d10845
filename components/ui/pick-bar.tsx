"use client";

import { ArchiveX } from "lucide-react";
import { type ComponentProps, type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { Segmented } from "@/components/ui/segmented";

type Props<Value extends string> = {
  filter: ComponentProps<typeof Segmented<Value>>;
  /** Absent: the rows may only be looked at. */
  picked?: {
    readonly ids: string[];
    readonly action: {
      readonly icon: ReactNode;
      readonly label: string;
      readonly busy: boolean;
      readonly disabled: boolean;
      readonly run: () => void;
    };
    readonly dismiss: { readonly label: string } & Pick<ComponentProps<typeof ReasonDialog>, "words" | "action" | "isRequired">;
    /** The rows are no longer there. */
    readonly onDismissed: () => void;
  };
};

/** Above a list whose rows are chosen: which are shown, what is done with the chosen ones, or why they are left. */
export function PickBar<Value extends string>({ filter, picked }: Props<Value>) {
  const [isDismissing, setDismissing] = useState(false);
  return (
    <div className="toolbar">
      <Segmented {...filter} />
      {picked && (
        <>
          <Button
            icon={picked.action.icon}
            disabled={picked.action.disabled}
            busy={picked.action.busy}
            onClick={picked.action.run}
          >
            {picked.action.label}
          </Button>
          <Button
            variant="quiet"
            icon={<ArchiveX className="icon" />}
            disabled={picked.ids.length === 0}
            onClick={() => setDismissing(true)}
          >
            {picked.dismiss.label}
          </Button>
          {isDismissing && (
            <ReasonDialog
              words={picked.dismiss.words}
              ids={picked.ids}
              action={picked.dismiss.action}
              isRequired={picked.dismiss.isRequired}
              onClose={() => setDismissing(false)}
              onDone={picked.onDismissed}
            />
          )}
        </>
      )}
    </div>
  );
}
