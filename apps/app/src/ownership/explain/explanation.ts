import type { Outputs } from "../../api/types.ts";

export type Explanation = Outputs["integrations"]["explain"];
