import type { Connector } from "@v1/integrations";
import type { Stopwatch } from "./stopwatch.ts";

/** The same connector, with its reading and mapping measured. */
export function measureConnector(connector: Connector, watch: Stopwatch): Connector {
  return {
    ...connector,
    read: (context, request) => measurePages(connector.read(context, request), watch),
    map: (record, config) => {
      const stop = watch.start("map");
      try {
        return connector.map(record, config);
      } finally {
        stop();
      }
    },
  };
}

/** The first page comes once the whole export has been read and grouped. */
async function* measurePages<Page, Summary>(
  pages: AsyncGenerator<Page, Summary>,
  watch: Stopwatch,
): AsyncGenerator<Page, Summary> {
  let part = "group the export";
  try {
    for (;;) {
      const stop = watch.start("read", part);
      const step = await pages.next();
      stop();
      if (step.done) return step.value;
      yield step.value;
      part = "whole products";
    }
  } finally {
    await pages.return?.(undefined as Summary);
  }
}
