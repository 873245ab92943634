import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "../api/client.ts";
import type { Draft } from "./draft.ts";

/** The test of what was typed, and the first records that it leads to. Both are void once it is changed. */
export function useAttempt(slug: string, { config, secrets }: Draft) {
  const trpc = useTRPC();
  const test = useMutation(trpc.integrations.connections.try.mutationOptions());
  const sample = useMutation(trpc.integrations.connections.sample.mutationOptions());
  const input = { slug, config, secrets };
  const same = (asked: { config: unknown; secrets: unknown } | undefined) =>
    asked !== undefined &&
    JSON.stringify([asked.config, asked.secrets]) === JSON.stringify([config, secrets]);
  const fresh = same(test.variables);
  return {
    saw: fresh ? (test.data ?? null) : null,
    error: fresh ? test.error : null,
    testing: test.isPending,
    /** Tests, and reads the samples while the person looks at the answer. */
    run: () =>
      test.mutate(input, {
        onSuccess: () => sample.mutate({ ...input, count: 3 }),
      }),
    samples: same(sample.variables) ? sample : null,
    readSamples: () => sample.mutate({ ...input, count: 3 }),
  };
}

export type Attempt = ReturnType<typeof useAttempt>;
