"use client";

import { SchemaForm, type SchemaFormHandle } from "@v1/ui/schema-form";
import { useRef } from "react";
import type { Draft } from "./draft.ts";
import type { Integration } from "./step-props.ts";
import { texts } from "./texts.ts";
import { within } from "./within.ts";

/** Handles on both forms, for whoever submits them. */
export function useAttemptForms() {
  const config = useRef<SchemaFormHandle>(null);
  const secrets = useRef<SchemaFormHandle>(null);
  return {
    config,
    secrets,
    /** Shows what is wrong in both. */
    validate: () => [config.current, secrets.current].map((form) => form?.validate() ?? true).every(Boolean),
  };
}

interface AttemptFormsProps {
  forms: ReturnType<typeof useAttemptForms>;
  integration: Integration;
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  /** JSON Schema of what lets us in: of credentials, or of a sign-in. */
  secretSchema: Record<string, unknown>;
  disabled: boolean;
  /** What the API said of single entries. */
  fields: Record<string, string> | undefined;
}

/** Where a system is, and what it wants from us. */
export function AttemptForms(props: AttemptFormsProps) {
  const { forms, integration, draft, change, secretSchema, disabled, fields } = props;
  return (
    <fieldset disabled={disabled} className="contents">
      <SchemaForm
        ref={forms.config}
        idPrefix="config"
        autoFocus
        schema={integration.configSchema}
        value={draft.config}
        onChange={(next) => change({ config: next })}
        errors={within("config", fields)}
      />
      <SchemaForm
        ref={forms.secrets}
        idPrefix="secrets"
        secret
        schema={secretSchema}
        value={draft.secrets}
        onChange={(next) => change({ secrets: texts(next) })}
        errors={within("secrets", fields)}
      />
    </fieldset>
  );
}
