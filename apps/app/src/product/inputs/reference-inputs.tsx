"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../api/client.ts";
import type { Inputs } from "../../api/types.ts";
import { pathsOf } from "../../products/use-filter-options.ts";
import { Pick } from "./pick.tsx";
import type { InputProps } from "./types.ts";

export type EntityKind = Inputs["catalog"]["list"]["kind"];

interface NamePickProps {
  kind: EntityKind;
  label: string;
  value: string | null;
  onPick: (name: string | null) => void;
  input?: InputProps<string>["input"];
  placeholder?: string;
  className?: string;
}

/** A name of a look-up table; one that is new is added to it when the product is saved. */
export function NamePick({ kind, value, onPick, ...rest }: NamePickProps) {
  const [search, setSearch] = useState("");
  const { data } = useQuery(
    useTRPC().catalog.list.queryOptions(
      { kind, search: search.trim() || null, limit: 50 },
      { placeholderData: keepPreviousData },
    ),
  );
  const options = (data?.items ?? []).map(({ name }) => ({ value: name, label: name }));
  return (
    <Pick
      {...rest}
      shown={value}
      chosen={value}
      options={options}
      onPick={onPick}
      search={search}
      onSearch={setSearch}
      mayCreate
    />
  );
}

export function CategoryInput({ value, onChange, label, input }: InputProps<string>) {
  const [search, setSearch] = useState("");
  const { data } = useQuery(useTRPC().catalog.categories.queryOptions(undefined, { staleTime: 600_000 }));
  const options = pathsOf(data ?? []);
  return (
    <Pick
      label={label}
      input={input}
      filter
      shown={options.find((option) => option.value === value)?.label ?? null}
      chosen={value}
      options={options}
      onPick={onChange}
      search={search}
      onSearch={setSearch}
    />
  );
}
