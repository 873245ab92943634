export { Button } from "./button.tsx";
export { cn } from "./cn.ts";
export { CopyText } from "./copy-text.tsx";
export {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuGroup,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "./dropdown-menu.tsx";
export { Field } from "./field.tsx";
export { Notice } from "./notice.tsx";
export { RelativeTime } from "./relative-time.tsx";
export { Skeleton } from "./skeleton.tsx";
export { Status, type Tone } from "./status.tsx";
export { Toaster, toast } from "./toaster.tsx";
