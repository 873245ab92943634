import type { Outputs } from "../../api/types.ts";

export type Preview = Outputs["integrations"]["preview"]["get"];
