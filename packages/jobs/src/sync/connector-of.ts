import { notFound } from "@v1/core";
import { type Connector, connectors } from "@v1/integrations";

/** What a connector declares of itself. @throws AppError `not_found` where this worker has none */
export function connectorOf(slug: string): Connector {
  const connector = Object.entries<Connector>(connectors).find(([name]) => name === slug)?.[1];
  if (connector) return connector;
  throw notFound("connector", slug);
}
