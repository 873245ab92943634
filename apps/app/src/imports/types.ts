import type { Inputs, Outputs } from "../api/types.ts";

export type ImportJob = Outputs["imports"]["get"];
export type Proposal = Outputs["imports"]["propose"];
export type Mapping = Inputs["imports"]["setMapping"]["mapping"];
export type Target = Outputs["imports"]["targets"][number];
export type UnknownValue = Outputs["imports"]["unknownValues"][number];
export type ImportRow = Outputs["imports"]["rows"]["items"][number];
export type Preview = Outputs["imports"]["preview"];
