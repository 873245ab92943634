import type { ReactNode } from "react";

interface PageHeaderProps {
  title: string;
  /** One line. */
  purpose: string;
  /** The page's one primary action. */
  action?: ReactNode;
  /** One line of state. */
  children?: ReactNode;
}

export function PageHeader({ title, purpose, action, children }: PageHeaderProps) {
  return (
    <div className="px-4 pt-5 pb-4 md:px-6 md:pt-6">
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
          <p className="text-base text-ink-soft">{purpose}</p>
        </div>
        {action}
      </div>
      {children}
    </div>
  );
}
