interface Passage {
  /** Headers that go on; cookies and whatever else a browser sends stay here. */
  request: string[];
  /** Headers that come back. */
  response: string[];
}

/** Passes a request on to a server of ours and its answer back, as a stream. */
export async function forward(request: Request, target: URL, passage: Passage): Promise<Response> {
  const { method } = request;
  try {
    const answer = await fetch(target, {
      method,
      headers: only(passage.request, request.headers),
      ...streamed(request.body),
      redirect: "manual",
      signal: request.signal,
    });
    const headers = only(passage.response, answer.headers);
    return new Response(answer.body, { status: answer.status, headers });
  } catch {
    const problem = { title: "unavailable", status: 503, detail: "The service does not answer." };
    const headers = { "content-type": "application/problem+json" };
    return new Response(JSON.stringify(problem), { status: 503, headers });
  }
}

/** Node's fetch wants `duplex` for a body that is a stream; the DOM's types do not know it. */
function streamed(body: Request["body"]): RequestInit {
  const init = { body, duplex: "half" };
  return body ? init : {};
}

function only(names: string[], headers: Headers): Headers {
  const kept = new Headers();
  for (const name of names) {
    const value = headers.get(name);
    if (value !== null) kept.set(name, value);
  }
  return kept;
}
