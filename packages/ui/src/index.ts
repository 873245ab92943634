export { Badge } from "./badge.tsx";
export { Button, buttonStyle } from "./button.tsx";
export { Checkbox } from "./checkbox.tsx";
export { cn } from "./cn.ts";
export {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from "./command.tsx";
export { CopyText } from "./copy-text.tsx";
export { Dialog, DialogActions, DialogClose, DialogContent, DialogTrigger } from "./dialog.tsx";
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
export { Field, FieldFrame, inputStyle, TextArea } from "./field.tsx";
export { KeyHint } from "./key-hint.tsx";
export { Notice } from "./notice.tsx";
export { Popover, PopoverClose, PopoverContent, PopoverTrigger } from "./popover.tsx";
export { RadioGroup, RadioItem } from "./radio-group.tsx";
export { RelativeTime } from "./relative-time.tsx";
export { Select } from "./select.tsx";
export { SidePanel } from "./side-panel.tsx";
export { Skeleton } from "./skeleton.tsx";
export { Status, type Tone } from "./status.tsx";
export { Tabs, TabsContent, TabsList, TabsTrigger } from "./tabs.tsx";
export { Toaster, toast } from "./toaster.tsx";
