import { type ClassValue, clsx } from "clsx";
import { twMerge } from "tailwind-merge";

/** Joins class names; of two that set the same thing the later wins. */
export function cn(...classes: ClassValue[]): string {
  const given = classes.filter(Boolean);
  // One list alone sets nothing twice; to find out costs more than all else about a small element.
  return given.length < 2 ? clsx(given) : twMerge(clsx(given));
}
