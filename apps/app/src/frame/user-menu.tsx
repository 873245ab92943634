"use client";

import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuGroup,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
  Skeleton,
} from "@v1/ui";
import { LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useSession } from "../session/provider.tsx";
import { useBrands } from "./brand.tsx";

const THEMES = [
  { value: "system", label: "As the system", icon: Monitor },
  { value: "light", label: "Light", icon: Sun },
  { value: "dark", label: "Dark", icon: Moon },
];

export function UserMenu() {
  const { user, signOut } = useSession();
  const { brand } = useBrands();
  const { theme, setTheme } = useTheme();
  if (user.status === "loading") {
    return (
      <div className="flex h-10 items-center gap-2.5 p-1.5">
        <Skeleton className="size-7 rounded-full" />
        <Skeleton className="h-4 w-32 max-md:hidden" />
      </div>
    );
  }
  if (user.status === "out") return null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger className="flex w-full min-w-0 items-center gap-2.5 rounded-md p-1.5 text-left hover:bg-sunken">
        <span
          aria-hidden
          className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-accent-ink text-xs uppercase"
        >
          {user.email.slice(0, 1)}
        </span>
        <span className="min-w-0 max-md:sr-only">
          <span className="sr-only">Account of </span>
          <span className="block truncate text-ink text-xs">{user.email}</span>
          <span className="block h-4 text-ink-faint text-xs capitalize">{brand?.role}</span>
        </span>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-52">
        <DropdownMenuLabel>{user.email}</DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>Appearance</DropdownMenuLabel>
        <DropdownMenuGroup value={theme} onValueChange={setTheme}>
          {THEMES.map(({ value, label, icon: Icon }) => (
            <DropdownMenuRadioItem key={value} value={value}>
              <Icon aria-hidden />
              {label}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => signOut()}>
          <LogOut aria-hidden />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
