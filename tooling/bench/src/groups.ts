/** What the parts of a merge are for. The first that fits counts; what fits none is planning. */
const GROUPS: [string, RegExp][] = [
  ["links and observations", /links$|^write states/],
  ["history", /provenance|changes|errors|reviews|^log seen/],
  ["conflicts", /conflicts$/],
  ["names resolved and created", /references|^create |categories$/],
  ["product tables", /^(insert|write|update|replace|tombstone|touch|revive|restore|vacate) /],
  ["commit", /^commit/],
  [
    "checkpoint, lease, lock",
    /^(save progress|lock brand|check |renew lease|take lease|release lease|complete )/,
  ],
  ["retire", /gone$|^retire|^archive/],
];

const REST = "plan: read, match, decide";

/** Seconds of a merge by purpose, the longest first. */
export function groupMerge(parts: Record<string, number>): Record<string, number> {
  const groups = new Map<string, number>();
  for (const [part, seconds] of Object.entries(parts)) {
    if (!part.startsWith("merge: ")) continue;
    const name = part.slice("merge: ".length);
    const group = GROUPS.find(([, pattern]) => pattern.test(name))?.[0] ?? REST;
    groups.set(group, (groups.get(group) ?? 0) + seconds);
  }
  return Object.fromEntries([...groups].sort(([, left], [, right]) => right - left));
}
