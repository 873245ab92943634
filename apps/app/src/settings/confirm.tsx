"use client";

import { Button, Dialog, DialogActions, DialogClose, DialogContent } from "@v1/ui";
import type { ReactNode } from "react";

interface ConfirmProps {
  open: boolean;
  title: string;
  /** What will happen, in so many words. */
  children: ReactNode;
  action: string;
  pending: boolean;
  onConfirm: () => void;
  close: () => void;
}

/** Asks before something that has no undo. */
export function Confirm({ open, title, children, action, pending, onConfirm, close }: ConfirmProps) {
  return (
    <Dialog open={open} onOpenChange={(next) => (next ? undefined : close())}>
      <DialogContent title={title} description={children}>
        <DialogActions>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button
            variant="primary"
            className="bg-bad enabled:hover:bg-bad/90 dark:text-canvas"
            pending={pending}
            onClick={onConfirm}
          >
            {action}
          </Button>
        </DialogActions>
      </DialogContent>
    </Dialog>
  );
}
