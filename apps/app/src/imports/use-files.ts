import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../api/client.ts";
import type { ShownProblem } from "../api/problem.ts";
import { chosenBrand } from "../frame/chosen-brand.ts";
import { useSession } from "../session/provider.tsx";
import type { ImportJob } from "./types.ts";

/** As the API allows. */
const MOST_BYTES = 200 * 1024 * 1024;

/** What went wrong with a file, in the shape that failed calls have, so that all is told alike. */
class FileProblem extends Error {
  readonly data: { problem: ShownProblem };
  constructor(problem: ShownProblem) {
    super(problem.message);
    this.data = { problem };
  }
}

const UNREACHED: ShownProblem = {
  code: "unavailable",
  message: "The file did not arrive.",
  hint: "Check your connection and send it again.",
  retryable: true,
};

interface Upload {
  file: File;
  /** The import whose error report this is, corrected. */
  correctionOf?: string;
  /** Whether names that the brand does not have must be decided on before it is imported. */
  asksForNames?: boolean;
}

/** Sends a file, telling how much has gone (0 to 1), and gives the import that it became. */
export function useUpload() {
  const headers = useHeaders();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [progress, setProgress] = useState(0);
  const mutation = useMutation({
    mutationFn: async ({ file, correctionOf, asksForNames }: Upload) => {
      setProgress(0);
      refuse(file);
      const query = new URLSearchParams({
        filename: file.name,
        ...(correctionOf ? { correctionOf } : {}),
        ...(asksForNames ? { requiresValueApproval: "true" } : {}),
      });
      return send(`/api/imports?${query}`, { file, headers: await headers(), onProgress: setProgress });
    },
    onSuccess: () => queries.invalidateQueries(trpc.imports.list.pathFilter()),
  });
  return { ...mutation, progress };
}

/** Rather said at once than after minutes of sending. */
function refuse(file: File): void {
  if (file.size === 0) {
    throw new FileProblem({
      code: "bad_request",
      message: `${file.name} is empty.`,
      hint: "Choose a file with a heading row and products below it.",
      retryable: false,
    });
  }
  if (file.size > MOST_BYTES) {
    throw new FileProblem({
      code: "bad_request",
      message: `${file.name} is larger than 200 MB.`,
      hint: "Split it into several files, each with the heading row.",
      retryable: false,
    });
  }
}

interface Sending {
  file: File;
  headers: Record<string, string>;
  onProgress: (share: number) => void;
}

/** By XMLHttpRequest: `fetch` does not tell how much of a body has gone. */
function send(url: string, { file, headers, onProgress }: Sending): Promise<ImportJob> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.responseType = "json";
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total);
    request.onerror = () => reject(new FileProblem(UNREACHED));
    request.onload = () =>
      request.status === 201
        ? resolve(request.response as ImportJob)
        : reject(new FileProblem(asProblem(request.response)));
    request.send(file);
  });
}

function asProblem(body: unknown): ShownProblem {
  const known = typeof body === "object" && body !== null && "message" in body && "code" in body;
  return known ? (body as ShownProblem) : UNREACHED;
}

/** Brings the rows to correct as a file of the browser. */
export function useReport(importId: string, filename: string) {
  const headers = useHeaders();
  return useMutation({
    mutationFn: async () => {
      const answer = await fetch(`/api/imports/${importId}/report`, { headers: await headers() });
      if (!answer.ok) throw new FileProblem(asProblem(await answer.json().catch(() => null)));
      const url = URL.createObjectURL(await answer.blob());
      const link = document.createElement("a");
      link.href = url;
      link.download = `${filename.replace(/\.(csv|xlsx|txt|tsv)$/i, "")} to correct.csv`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    },
  });
}

function useHeaders() {
  const { accessToken } = useSession();
  return async () => {
    const token = await accessToken();
    const brandId = chosenBrand.get();
    return {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(brandId ? { "x-brand-id": brandId } : {}),
    };
  };
}
