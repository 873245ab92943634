import { AppError } from "@v1/core";
import type { CheckResult, Connector } from "../kit/connector.ts";
import type { Redactor } from "./redactor.ts";
import { type Redactors, redactorsOf } from "./redactors.ts";

/**
 * The connector, telling nothing of a connection's secrets: neither in what it throws, its causes
 * included, nor in the account that it found, nor in the issues and excerpts of its mapping, nor in why a read is not verified.
 */
export function guardedConnector<Config, Secrets, Raw>(
  connector: Connector<Config, Secrets, Raw>,
  secrets: unknown,
  redactors = redactorsOf(secrets, connector.auth.scheme),
): Connector<Config, Secrets, Raw> {
  const redactor = redactors.all;
  const { account, count, suggest } = connector;
  return {
    ...connector,
    check: (context) =>
      told(redactor, async () => {
        const saw = await connector.check(context);
        const { currency } = saw;
        return {
          ...saw,
          account: toldAccount(redactors, saw.account),
          currency: currency === null ? null : redactors.private.text(currency),
        };
      }),
    ...(account ? { account: (config: unknown) => toldAccount(redactors, account(config)) } : {}),
    ...(count ? { count: (context, request) => told(redactor, () => count(context, request)) } : {}),
    ...(suggest ? { suggest: (context) => told(redactor, () => suggest(context)) } : {}),
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

/**
 * An account as it may be stored and shown. Its id tells accounts apart, so nothing can be cut out of
 * it: one that contains a secret would be another one with the next secret.
 */
function toldAccount(redactors: Redactors, { id, name }: CheckResult["account"]): CheckResult["account"] {
  if (redactors.private.text(id) === id) return { id, name: redactors.private.text(name) };
  throw new AppError({
    code: "precondition_failed",
    message: "The system names an account whose id contains the connection's own credentials.",
    hint: "Use credentials that are no part of the account's id, or ask for a connector that takes another id.",
  });
}

async function told<T>(redactor: Redactor, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw redactor.error(error);
  }
}
