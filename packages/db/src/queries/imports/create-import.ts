import type { WorkerDb } from "../../client.ts";

export interface NewImport {
  id: string;
  brandId: string;
  connectionId: string;
  filename: string;
  file: { key: string; bytes: number; mimeType: string };
  format: object;
  mapping: object;
  correctionOf: string | null;
  requiresValueApproval: boolean;
  userId: string | null;
}

const CREATE = `
with file as (
  insert into file_assets (brand_id, bucket, path, mime_type, size_bytes, created_by)
  values ($2, 'imports', $5, $6, $7, $12) returning id
), made as (
  insert into import_jobs (id, brand_id, connection_id, filename, file_id, format, mapping, correction_of,
    requires_value_approval, created_by)
  select $1, $2, $3, $4, file.id, $8, $9, $10, $11, $12 from file returning id
)
insert into audit_log (brand_id, actor_kind, actor_id, action, connection_id, target, result)
select $2, case when $12::uuid is null then 'system' else 'user' end, $12, 'import.start', $3,
  jsonb_build_object('importId', made.id, 'filename', $4::text), 'ok' from made`;

/** Keeps an import together with the file that it comes from. */
export async function createImport(db: WorkerDb, job: NewImport): Promise<void> {
  await db.pool.query(CREATE, [
    job.id,
    job.brandId,
    job.connectionId,
    job.filename,
    job.file.key,
    job.file.mimeType,
    job.file.bytes,
    JSON.stringify(job.format),
    JSON.stringify(job.mapping),
    job.correctionOf,
    job.requiresValueApproval,
    job.userId,
  ]);
}
