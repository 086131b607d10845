"use client";

import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { useOpener } from "@/components/ui/use-opener";

type Props<View extends string> = {
  title: string;
  /** How much differs, in words. */
  counts: string;
  view: ComponentProps<typeof Segmented<View>>;
  /** What the cross does, in words. */
  close: string;
  onClose: () => void;
  children: ReactNode;
  /** What is done with the differences. */
  foot?: ReactNode;
};

/** Two documents side by side over the whole window: what differs, seen in one of two ways. */
export function CompareFrame<View extends string>({ title, counts, view, close, onClose, children, foot }: Props<View>) {
  const opener = useOpener();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Content className={foot ? "compare with-foot" : "compare"} aria-describedby={undefined} {...opener}>
          <header>
            <Dialog.Title>{title}</Dialog.Title>
            <span className="compare-count">{counts}</span>
            <span className="push" />
            <Segmented {...view} />
            <Dialog.Close asChild>
              <Button square variant="quiet" aria-label={close} icon={<X className="icon" />} />
            </Dialog.Close>
          </header>
          {children}
          {foot && <footer className="merge-foot">{foot}</footer>}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
