"use client";

import { useEffect } from "react";

/** Of the element that holds what is below the frame. */
export const CONTENT_ID = "content";

/**
 * Keys go on from the page's content where what had the focus is gone, as when a link has led to another
 * page or a step to the next one. Without it, the next Tab would begin at the top.
 */
export function KeepFocus() {
  useEffect(() => {
    let last: Element | null = null;
    const remember = ({ target }: FocusEvent) => {
      last = target as Element;
    };
    const observer = new MutationObserver(() => {
      if (!last || last.isConnected || document.activeElement !== document.body) return;
      const content = document.getElementById(CONTENT_ID);
      // A page that is still on its way will be noticed too.
      if (!content) return;
      last = null;
      content.focus({ preventScroll: true });
    });
    document.addEventListener("focusin", remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener("focusin", remember);
      observer.disconnect();
    };
  }, []);
  return null;
}
