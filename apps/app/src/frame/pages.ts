import {
  FileSpreadsheet,
  GitCompareArrows,
  LayoutDashboard,
  type LucideIcon,
  Package,
  Plug,
  Settings,
} from "lucide-react";

export interface RailPage {
  href: string;
  label: string;
  icon: LucideIcon;
}

/** The pages of the rail, and of the palette. */
export const PAGES: readonly RailPage[] = [
  { href: "/overview", label: "Overview", icon: LayoutDashboard },
  { href: "/products", label: "Products", icon: Package },
  { href: "/integrations", label: "Integrations", icon: Plug },
  { href: "/imports", label: "Imports", icon: FileSpreadsheet },
  { href: "/conflicts", label: "Conflicts", icon: GitCompareArrows },
  { href: "/settings", label: "Settings", icon: Settings },
];

/** Looked at on the way through their connection. */
const THROUGH_CONNECTIONS = /^\/(runs|previews|review)\b/;

export function isCurrent(href: string, path: string): boolean {
  if (href === "/integrations" && THROUGH_CONNECTIONS.test(path)) return true;
  return path === href || path.startsWith(`${href}/`);
}
