"use client";

import { cn, inputStyle } from "@v1/ui";
import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";

interface SearchBoxProps {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
}

const PATIENCE_MS = 250;

/** Tells what was typed once one pauses; takes over what the address says. */
export function SearchBox({ label, placeholder, value, onChange }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  useEffect(() => {
    if (value !== told.current) setText(value);
    told.current = value;
  }, [value]);
  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => {
      told.current = text;
      onChange(text);
    }, PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [text, onChange]);

  return (
    <div className="relative min-w-0 flex-1 basis-full sm:max-w-72 sm:basis-auto">
      <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-faint" />
      <input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className={cn(inputStyle, "h-8 px-8 text-sm [&::-webkit-search-cancel-button]:hidden")}
      />
      {text ? (
        <button
          type="button"
          aria-label="Clear the search"
          onClick={() => setText("")}
          className="absolute top-1 right-1 grid size-6 place-items-center rounded text-ink-faint hover:bg-sunken hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      ) : null}
    </div>
  );
}
