"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, RelativeTime, Skeleton, toast } from "@v1/ui";
import { SchemaForm, type SchemaFormHandle } from "@v1/ui/schema-form";
import { type FormEvent, useRef, useState } from "react";
import { useTRPC } from "../api/client.ts";
import { ProblemNote } from "../api/problem-note.tsx";
import { SignInAgain } from "../connect/sign-in/sign-in-again.tsx";
import { texts } from "../connect/texts.ts";
import { WordSuggestions } from "../connect/word-suggestions.tsx";
import type { Connection } from "./connection-state.ts";

type Values = Record<string, unknown>;

/** Where the system is and how it lets us in. What is saved is tested first. */
export function SourceSettings({ connection, owner }: { connection: Connection; owner: boolean }) {
  const trpc = useTRPC();
  const { slug, name } = connection.integration;
  const { data, error } = useQuery(trpc.integrations.catalog.get.queryOptions({ slug }));
  return (
    <section aria-labelledby="source">
      <h2 id="source" className="font-semibold text-base">
        {connection.status === "disconnected" ? "Reconnect" : `Connection to ${name}`}
      </h2>
      {owner ? <SavedAt connectionId={connection.id} /> : null}
      <ProblemNote error={data ? null : error} className="mt-3" />
      {data ? (
        <Source connection={connection} owner={owner} integration={data} />
      ) : (
        <Skeleton className="mt-4 h-9 w-full rounded-md" />
      )}
    </section>
  );
}

function SavedAt({ connectionId }: { connectionId: string }) {
  const { data } = useQuery(useTRPC().integrations.connections.credentials.queryOptions({ connectionId }));
  if (!data) return null;
  return (
    <p className="mt-1 text-ink-soft">
      Credentials saved <RelativeTime at={data.savedAt} />
      {data.expiresAt ? (
        <>
          , they hold until{" "}
          <time dateTime={data.expiresAt.toISOString()}>{data.expiresAt.toLocaleDateString("en-GB")}</time>
        </>
      ) : null}
      . Nobody can read them here.
    </p>
  );
}

interface SourceProps {
  connection: Connection;
  owner: boolean;
  integration: {
    name: string;
    configSchema: Values;
    auth: { schema: Values; signInSchema: Values | null; hasKey: boolean };
    suggests: boolean;
  };
}

function Source({ connection, owner, integration }: SourceProps) {
  const [config, setConfig] = useState<Values>(connection.config);
  const [typed, setTyped] = useState(false);
  const [secrets, setSecrets] = useState<Values>({});
  const configForm = useRef<SchemaFormHandle>(null);
  const secretsForm = useRef<SchemaFormHandle>(null);
  const { save, error, pending } = useSave(connection, () => {
    setSecrets({});
    setTyped(false);
  });
  const again = connection.status === "disconnected";
  const { signIn, schema } = useWay(connection.id, integration.auth, owner);
  // Of a sign-in only the app's id and secret are typed; they are for the next one.
  const given = !signIn && Object.values(secrets).some(Boolean);
  const changed = typed || given;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (signIn && again) return;
    const forms = [configForm.current, ...(given || again ? [secretsForm.current] : [])];
    if (forms.map((form) => form?.validate() ?? true).every(Boolean)) {
      save(config, given || again ? texts(secrets) : null);
    }
  }
  return (
    <form onSubmit={submit} noValidate className="mt-4 grid gap-5">
      <SchemaForm
        ref={configForm}
        idPrefix="config"
        schema={integration.configSchema}
        value={config}
        onChange={(next, byHand) => {
          setConfig(next);
          setTyped((before) => before || byHand);
        }}
        disabled={!owner || pending}
      />
      {owner && integration.suggests && !again ? (
        <WordSuggestions
          source={{ connectionId: connection.id, config }}
          config={config}
          disabled={pending}
          onChange={(next) => {
            setConfig(next);
            setTyped(true);
          }}
        />
      ) : null}
      {owner ? (
        <SchemaForm
          ref={secretsForm}
          idPrefix="secrets"
          secret
          schema={again || given ? schema : withoutRequired(schema)}
          value={secrets}
          onChange={setSecrets}
          disabled={pending}
        />
      ) : null}
      <ProblemNote error={error} />
      {owner && signIn ? (
        <SignInAgain connectionId={connection.id} provider={integration.name} secrets={texts(secrets)} />
      ) : null}
      {owner && !(signIn && again) ? <SaveRow again={again} changed={changed} pending={pending} /> : null}
    </form>
  );
}

/** A system that may be connected in two ways stays with the one that its connection was made by. */
function useWay(connectionId: string, auth: SourceProps["integration"]["auth"], enabled: boolean) {
  const { data } = useQuery(
    useTRPC().integrations.connections.credentials.queryOptions({ connectionId }, { enabled }),
  );
  const { signInSchema, schema, hasKey } = auth;
  const signIn = signInSchema !== null && (!hasKey || data?.type === "oauth2");
  return signIn ? { signIn, schema: signInSchema } : { signIn, schema };
}

interface SaveRowProps {
  again: boolean;
  changed: boolean;
  pending: boolean;
}

function SaveRow({ again, changed, pending }: SaveRowProps) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button
        type="submit"
        variant={again || changed ? "primary" : "secondary"}
        disabled={!again && !changed}
        pending={pending}
      >
        {again ? "Reconnect and sync" : "Test and save"}
      </Button>
      <p className="text-ink-faint text-xs">
        {again
          ? "It must be the same account as before. A full read follows."
          : "Credentials that are left empty stay as they are."}
      </p>
    </div>
  );
}

/** Those that are saved already need not be given again. */
function withoutRequired({ required: _required, ...schema }: Values): Values {
  return schema;
}

function useSave(connection: Connection, saved: () => void) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const connectionId = connection.id;
  const done = async (words: string) => {
    saved();
    await queries.invalidateQueries(trpc.integrations.pathFilter());
    toast.success(words);
  };
  const resume = useMutation(trpc.integrations.connections.resume.mutationOptions());
  const update = useMutation(
    trpc.integrations.connections.update.mutationOptions({
      onSuccess: async () => {
        // What was just tested is no error any more: its schedule goes on.
        if (connection.status === "error") await resume.mutateAsync({ connectionId }).catch(() => {});
        await done("Tested and saved: it leads to the same account.");
      },
    }),
  );
  const reconnect = useMutation(
    trpc.integrations.connections.reconnect.mutationOptions({
      onSuccess: () => done("Connected again. A full read has begun."),
    }),
  );
  const again = connection.status === "disconnected";
  return {
    save: (config: Values, secrets: Record<string, string> | null) => {
      if (again) reconnect.mutate({ connectionId, config, secrets: secrets ?? {} });
      else update.mutate({ connectionId, config, ...(secrets ? { secrets } : {}) });
    },
    error: again ? reconnect.error : update.error,
    pending: update.isPending || reconnect.isPending,
  };
}
