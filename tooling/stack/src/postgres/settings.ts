/**
 * For a developer's machine with the durability of a server: nothing here trades safety for speed.
 * The WAL is allowed to grow so that a first sync is not broken up by checkpoints.
 */
const DEFAULTS: Record<string, string> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  shared_buffers: "256MB",
  effective_cache_size: "2GB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  max_wal_size: "4GB",
  checkpoint_timeout: "15min",
  random_page_cost: "1.1",
  timezone: "UTC",
  log_timezone: "UTC",
};

/** Server settings as `pg_ctl -o` wants them: one string that a shell takes apart again. */
export function serverOptions(port: number, settings: Record<string, string> = {}): string {
  const all = { ...DEFAULTS, ...settings, port: String(port) };
  return Object.entries(all)
    .map(([name, value]) => `-c ${name}='${value.replaceAll("'", `'\\''`)}'`)
    .join(" ");
}
