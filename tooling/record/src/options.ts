import { parseArgs } from "node:util";
import { AppError } from "@v1/core";
import { CONNECTOR_SLUGS } from "@v1/integrations";

const USAGE = `npm run record -- <connector> --config FILE [--secrets FILE] [--name NAME] [--since TIME] [--records N] [--to FOLDER]

  <connector>  one of ${CONNECTOR_SLUGS.join(", ")}
  --config     JSON file with the connection's settings
  --secrets    JSON file with its credentials, outside of the repository; none where none are needed
  --name       of the fixture, "basic" by default
  --since      ISO 8601: records only what has changed since
  --records    ends after the page with the Nth record, 100 by default
  --to         folder, the connector's own recorded/ by default`;

export interface RecordArguments {
  slug: string;
  config: string;
  secrets: string | null;
  name: string;
  since: string | null;
  records: number;
  to: string | null;
}

/** @throws AppError that names what is missing or wrong, with the usage as its hint */
export function parseOptions(args: readonly string[]): RecordArguments {
  const { values, positionals } = read(args);
  const [slug] = positionals;
  const records = Number(values.records);
  if (!slug) throw wrong("The connector is missing.");
  if (!values.config) throw wrong("--config is missing.");
  if (!/^[\w-]+$/.test(values.name)) throw wrong("--name takes letters, digits and hyphens.");
  if (!Number.isInteger(records) || records < 1) throw wrong("--records takes a number above 0.");
  if (values.since !== undefined && Number.isNaN(Date.parse(values.since)))
    throw wrong("--since takes a time.");
  return {
    slug,
    config: values.config,
    secrets: values.secrets ?? null,
    name: values.name,
    since: values.since ?? null,
    records,
    to: values.to ?? null,
  };
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        config: { type: "string" },
        secrets: { type: "string" },
        name: { type: "string", default: "basic" },
        since: { type: "string" },
        records: { type: "string", default: "100" },
        to: { type: "string" },
      },
    });
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

function wrong(message: string): AppError {
  return new AppError({ code: "bad_request", message, hint: USAGE });
}
