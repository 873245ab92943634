"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsInteger, parseAsString, useQueryState } from "nuqs";
import { useTRPC } from "../api/client.ts";
import { QueryProblem } from "../api/query-problem.tsx";
import { useBrands } from "../frame/brand.tsx";
import { OwnersOnly } from "../frame/owners-only.tsx";
import { PageHeader } from "../frame/page-header.tsx";
import { ConnectSkeleton } from "./connect-skeleton.tsx";
import { useDraft } from "./draft.ts";
import { FirstStep } from "./first-step.tsx";
import { SignedIn } from "./sign-in/signed-in.tsx";
import { StepFields } from "./step-fields.tsx";
import type { Integration } from "./step-props.ts";
import { StepSchedule } from "./step-schedule.tsx";
import { Steps } from "./steps.tsx";
import { useAttempt } from "./use-attempt.ts";

const BACK = { href: "/integrations", label: "Integrations" };

export function ConnectPage({ slug }: { slug: string }) {
  const { brand } = useBrands();
  const { data, error, refetch, isRefetching } = useQuery(
    useTRPC().integrations.catalog.get.queryOptions({ slug }),
  );
  if (error && !data) {
    return (
      <QueryProblem
        error={error}
        level={1}
        retry={refetch}
        pending={isRefetching}
        title="This integration could not be read"
      />
    );
  }
  if (!data || !brand) return <ConnectSkeleton />;
  return (
    <>
      <PageHeader back={BACK} title={`Connect ${data.name}`} purpose={data.description ?? ""} />
      {brand.role === "owner" ? (
        <Connect key={brand.id} brandId={brand.id} integration={data} />
      ) : (
        <OwnersOnly what="connect a system" className="px-4 md:px-6" />
      )}
    </>
  );
}

interface ConnectProps {
  brandId: string;
  integration: Integration;
}

function Connect({ brandId, integration }: ConnectProps) {
  const { slug } = integration;
  const [wanted, setStep] = useQueryState(
    "step",
    parseAsInteger.withDefault(1).withOptions({ history: "push" }),
  );
  // Set once somebody has signed in at the provider: the access is kept with it.
  const [connectionId, setConnection] = useQueryState("connection", parseAsString);
  const { draft, change, forget } = useDraft(`connect:${brandId}:${slug}`);
  const attempt = useAttempt(slug, draft, connectionId);
  // Later steps build on what the test saw.
  const step = attempt.saw ? Math.min(3, Math.max(1, wanted)) : 1;
  const go = (to: number) => {
    if (to === 1 && connectionId) void setConnection(null);
    void setStep(to);
  };
  const common = { integration, draft, change, attempt, go };
  return (
    <div className="px-4 pb-16 md:px-6">
      <Steps current={connectionId && !attempt.saw ? 2 : step} reached={attempt.saw ? 3 : 1} go={go} />
      {connectionId && !attempt.saw ? <SignedIn attempt={attempt} go={go} /> : null}
      {step === 1 && !connectionId ? <FirstStep {...common} /> : null}
      {step === 2 && attempt.saw ? <StepFields {...common} saw={attempt.saw} /> : null}
      {step === 3 && attempt.saw ? (
        <StepSchedule {...common} saw={attempt.saw} connectionId={connectionId} forget={forget} />
      ) : null}
    </div>
  );
}
