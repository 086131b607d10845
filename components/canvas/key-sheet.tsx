"use client";

import { useTranslations } from "use-intl";
import { useEditor, useEditorStore } from "@/components/canvas/editor-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

const GROUPS = {
  add: [
    ["/", "add"],
    ["mod K", "add"],
    ["C", "connect"],
    ["mod D", "duplicate"],
    ["mod C", "copy"],
    ["mod X", "cut"],
    ["mod V", "paste"],
    ["Del", "remove"],
  ],
  change: [
    ["F2", "rename"],
    ["D", "disable"],
    ["mod G", "group"],
    ["arrows", "nudge"],
    ["mod Z", "undo"],
    ["mod shift Z", "redo"],
  ],
  move: [
    ["Tab", "next"],
    ["mod F", "find"],
    ["1", "fit"],
    ["mod A", "all"],
    ["shift drag", "box"],
    ["Esc", "none"],
    ["?", "sheet"],
  ],
} as const;

/** Every key of the editor, on one sheet. */
export function KeySheet() {
  const t = useTranslations("editor.keys");
  const store = useEditorStore();
  const isOpen = useEditor((state) => state.question?.kind === "keys");
  const close = () => store.getState().ask(null);
  return (
    <Dialog open={isOpen} onOpenChange={(open) => !open && close()} title={t("title")}>
      <div className="dialog-body key-sheet">
        {(["add", "change", "move"] as const).map((group) => (
          <section key={group}>
            <h3>{t(`group.${group}`)}</h3>
            <dl>
              {GROUPS[group].map(([keys, what]) => (
                <div key={keys}>
                  <dt>
                    {keys.split(" ").map((key) => (
                      <kbd key={key}>
                        {["mod", "shift", "drag", "arrows", "Del", "Esc"].includes(key) ? t(`name.${key}`) : key}
                      </kbd>
                    ))}
                  </dt>
                  <dd>{t(`what.${what}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="dialog-foot">
        <Button variant="primary" onClick={close}>
          {t("close")}
        </Button>
      </div>
    </Dialog>
  );
}
