import { useMutation } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTRPC } from "../api/client.ts";
import type { Draft } from "./draft.ts";

/**
 * The test of what was typed, and the first records that it leads to. Both are void once it is changed.
 * @param connectionId where somebody has signed in: its access and settings are asked instead
 */
export function useAttempt(slug: string, { config, secrets }: Draft, connectionId: string | null) {
  const trpc = useTRPC();
  const test = useMutation(trpc.integrations.connections.try.mutationOptions());
  const sample = useMutation(trpc.integrations.connections.sample.mutationOptions());
  const input = connectionId ? { connectionId } : { slug, config, secrets };
  const asked = JSON.stringify(input);
  const same = (variables: object | undefined) => {
    const { count: _count, ...rest } = { count: 0, ...variables };
    return variables !== undefined && JSON.stringify(rest) === asked;
  };
  const fresh = same(test.variables);
  const { mutate: tryIt } = test;
  const { mutate: readSome } = sample;
  const readSamples = useCallback(() => readSome({ ...JSON.parse(asked), count: 3 }), [readSome, asked]);
  /** Tests, and reads the samples while the person looks at the answer. */
  const run = useCallback(
    () => tryIt(JSON.parse(asked), { onSuccess: () => readSamples() }),
    [tryIt, readSamples, asked],
  );
  return {
    saw: fresh ? (test.data ?? null) : null,
    error: fresh ? test.error : null,
    testing: test.isPending,
    run,
    samples: same(sample.variables) ? sample : null,
    readSamples,
  };
}

export type Attempt = ReturnType<typeof useAttempt>;
