import { pgRole } from "drizzle-orm/pg-core";

/** Roles are made by migrations or by Supabase, never by drizzle-kit. */
export const authenticated = pgRole("authenticated").existing();
/** Requests made with an API key: claims carry `brand_id` and `scopes`. */
export const apiClient = pgRole("api_client").existing();
