/** In the address of a run's page: which kind of its errors is open. */
export const OPENED = "code";

export const UNMAPPED = "unmapped_category";

/** Where the names that a run lists are each given the category that they mean. */
export function unmappedPlace(runId: string): string {
  return `/runs/${runId}?show=errors&${OPENED}=${UNMAPPED}`;
}
