"use client";

import { useMutation } from "@tanstack/react-query";
import { Button, Select } from "@v1/ui";
import { useTRPC } from "../api/client.ts";
import { ProblemNote } from "../api/problem-note.tsx";
import type { Inputs } from "../api/types.ts";
import { type Suggestion, saidWord, sayWord } from "./say-word.ts";

interface WordSuggestionsProps {
  /** Whom to ask, and with which settings. */
  source: Inputs["integrations"]["connections"]["suggest"];
  config: Record<string, unknown>;
  onChange: (config: Record<string, unknown>) => void;
  disabled?: boolean;
}

/** What the system calls things, what that is taken for, and why. A correction goes into the settings. */
export function WordSuggestions({ source, config, onChange, disabled }: WordSuggestionsProps) {
  const ask = useMutation(useTRPC().integrations.connections.suggest.mutationOptions());
  if (!ask.data) {
    return (
      <div className="grid justify-items-start gap-3">
        {ask.error ? <ProblemNote error={ask.error} className="w-full" /> : null}
        <Button pending={ask.isPending} disabled={disabled} onClick={() => ask.mutate(source)}>
          Check how its words are understood
        </Button>
      </div>
    );
  }
  if (ask.data.length === 0)
    return <p className="text-ink-soft">It has no words that have to be understood.</p>;
  return (
    <section aria-labelledby="words" className="grid gap-2">
      <h2 id="words" className="font-semibold">
        How its words are understood
      </h2>
      <ul className="divide-y divide-line rounded-lg border border-line">
        {ask.data.map((suggestion) => (
          <Word
            key={suggestion.word}
            suggestion={suggestion}
            value={saidWord(config, suggestion)}
            onChange={(value) => onChange(sayWord(config, suggestion, value))}
          />
        ))}
      </ul>
      <p className="text-ink-faint text-xs">What you correct here goes into the settings above.</p>
    </section>
  );
}

interface WordProps {
  suggestion: Suggestion;
  /** What the settings say. */
  value: string | null;
  onChange: (value: string) => void;
}

function Word({ suggestion, value, onChange }: WordProps) {
  const { word, choices, reason, examples } = suggestion;
  const corrected = value !== null && value !== suggestion.value;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 p-3">
      <div className="min-w-0 flex-1 basis-56">
        <p className="wrap-anywhere font-medium" dir="auto">
          {word}
        </p>
        <p className="wrap-anywhere text-ink-soft" dir="auto">
          {examples.join(", ")}
        </p>
        <p className="text-ink-faint text-xs">{corrected ? "You said so." : reason}</p>
      </div>
      <Select
        label={`What “${word}” is`}
        value={value ?? suggestion.value}
        onValueChange={onChange}
        options={choices}
        className="w-44"
      />
    </li>
  );
}
