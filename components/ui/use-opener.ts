import { useRef } from "react";

/** Gives the focus back to what opened a dialog: without a trigger of its own Radix gives it to nothing. Spread on its content. */
export function useOpener() {
  const opener = useRef<HTMLElement | null>(null);
  return {
    onOpenAutoFocus: () => {
      opener.current = openerOf(document.activeElement);
    },
    onCloseAutoFocus: (event: Event) => {
      if (!opener.current?.isConnected) return;
      event.preventDefault();
      opener.current.focus({ preventScroll: true });
    },
  };
}

/** An entry of a menu is gone by then: the button of its menu stands for it. */
function openerOf(focused: Element | null): HTMLElement | null {
  const button = focused?.closest('[role="menu"]')?.getAttribute("aria-labelledby");
  const element = button ? document.getElementById(button) : focused;
  return element instanceof HTMLElement && element !== document.body ? element : null;
}
