import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";

/**
 * A relay in front of Postgres that hears every statement on the wire, whoever sends it and however
 * (simple queries and prepared ones).
 * @see https://www.postgresql.org/docs/17/protocol-message-formats.html
 */
export async function countStatements(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const statements: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const hear = listener((statement) => statements.push(statement));
    client.on("data", hear);
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  const close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { url: url.href, statements, close };
}

/** Takes a session's bytes as they come and calls back with each Query, Parse, and Bind of a kept statement. */
function listener(heard: (statement: string) => void): (chunk: Buffer) => void {
  let buffer = Buffer.alloc(0);
  let started = false;
  return (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    while (true) {
      const head = started ? 1 : 0;
      if (buffer.length < head + 4) return;
      const end = head + buffer.readInt32BE(head);
      if (buffer.length < end) return;
      if (started) report(buffer.subarray(0, end), heard);
      started = true;
      buffer = buffer.subarray(end);
    }
  };
}

function report(message: Buffer, heard: (statement: string) => void): void {
  const type = String.fromCharCode(message[0] ?? 0);
  const texts = message.subarray(5).toString("utf8").split("\0");
  if (type === "Q") heard(texts[0] ?? "");
  if (type === "P" && !texts[0]) heard(texts[1] ?? "");
  if (type === "B" && texts[1]) heard(`kept ${texts[1]}`);
}
