import { openScene } from "./scene.ts";
import { seedTwoSources } from "./two-sources.ts";

/** Opens a browser on a brand with two sources around the tests of a file. */
export function openTwoSources() {
  return openScene({ worker: true, seed: seedTwoSources, clean: ({ feeds }) => feeds.stop() });
}
