import { defineConfig } from "drizzle-kit";

/** Migrations are written where the Supabase CLI looks for them, with names that it accepts. */
export default defineConfig({
  dialect: "postgresql",
  schema: "./src/schema/index.ts",
  out: "../../supabase/migrations",
  migrations: { prefix: "supabase" },
  entities: { roles: false },
});
