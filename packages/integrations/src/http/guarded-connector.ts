import type { Connector } from "../kit/connector.ts";
import { Redactor } from "./redactor.ts";

/**
 * The connector, telling nothing of a connection's secrets: neither in what it throws, its causes
 * included, nor in the issues and excerpts of its mapping, nor in why a read is not verified.
 */
export function guardedConnector<Config, Secrets, Raw>(
  connector: Connector<Config, Secrets, Raw>,
  secrets: unknown,
): Connector<Config, Secrets, Raw> {
  const redactor = new Redactor(secrets);
  const { count } = connector;
  return {
    ...connector,
    check: (context) => told(redactor, () => connector.check(context)),
    ...(count ? { count: (context, request) => told(redactor, () => count(context, request)) } : {}),
    read: async function* (context, request) {
      try {
        const summary = yield* connector.read(context, request);
        if (summary.reason === undefined) return summary;
        return { ...summary, reason: redactor.text(summary.reason) };
      } catch (error) {
        throw redactor.error(error);
      }
    },
    map: (record, config) => {
      try {
        const mapped = connector.map(record, config);
        if ("code" in mapped) return redactor.issue(mapped);
        if (mapped.issues.length === 0) return mapped;
        return { ...mapped, issues: mapped.issues.map((issue) => redactor.issue(issue)) };
      } catch (error) {
        throw redactor.error(error);
      }
    },
  };
}

async function told<T>(redactor: Redactor, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw redactor.error(error);
  }
}
