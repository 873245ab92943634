/**
 * That a link is the connection's, where it is looked up by what it leads to. Written so that no index
 * by connection can serve it: of a connection that is new the planner knows nothing, takes it for one
 * row, and would read all of its links for each product or variant.
 */
export function ours(link: string): string {
  return `(${link}.connection_id = :connection) is true`;
}
