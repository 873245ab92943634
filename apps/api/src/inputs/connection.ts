import { FIELD_KEYS } from "@v1/core";
import { DELETION_POLICIES } from "@v1/db";
import { z } from "zod";
import { cron } from "./cron.ts";

export const secrets = z.record(z.string().max(100), z.string().max(10_000));

/** What leads to a source. */
export const attempt = z.object({
  slug: z.string().max(100),
  config: z.record(z.string().max(100), z.unknown()),
  secrets,
});

export const settings = z.object({
  name: z.string().trim().min(1).max(120),
  mayCreate: z.boolean(),
  matchBy: z.array(z.enum(["barcode", "sku", "identifier"])).max(3),
  scheduleCron: cron,
  fullReadCron: cron,
  deletionPolicy: z.enum(DELETION_POLICIES),
  archiveGuardPercent: z.int().min(0).max(100),
  acceptOlderData: z.boolean(),
});

/** What becomes of what a new connection brings in. */
export const choices = settings
  .pick({ mayCreate: true, matchBy: true, scheduleCron: true })
  .partial()
  .extend({
    name: settings.shape.name,
    /** What it shall own of what it supplies and nobody owns: all of it by default. */
    fields: z.array(z.enum(FIELD_KEYS)).max(FIELD_KEYS.length).optional(),
  });

export const newConnection = attempt.extend(choices.shape);
