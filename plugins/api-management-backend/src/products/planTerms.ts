import type {
  Limits,
  Price,
} from '@oaf/backstage-plugin-api-management-common';
import { z } from 'zod';
import { readJson } from '../database/json';

const limits = z.object({
  rate: z.number(),
  burst: z.number(),
  quota: z.object({ limit: z.number(), period: z.string() }).nullish(),
});

const price = z.object({
  currency: z.string(),
  components: z.array(z.looseObject({ type: z.string() })),
});

/** Null when the stored ones cannot be read. */
export function readLimits(text: string): Limits | null {
  return readJson<Limits>(text, limits) ?? null;
}

/** Null when the stored one cannot be read. */
export function readPrice(text: string): Price | null {
  return readJson<Price>(text, price) ?? null;
}
