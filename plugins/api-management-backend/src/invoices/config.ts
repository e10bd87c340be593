import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readMilliseconds } from '../durations/config';

export type InvoiceConfig = {
  /** So long after its end a month becomes final, milliseconds. */
  finalAfterMs: number;
};

const ROOT = 'apiManagement.billing';
const HOUR_MS = 3_600_000;

/** @throws InputError */
export function readInvoiceConfig(config: Config): InvoiceConfig {
  const finalAfterMs = readMilliseconds(config, `${ROOT}.finalAfter`, {
    days: 3,
  });
  if (finalAfterMs < HOUR_MS) {
    throw new InputError(
      `${ROOT}.finalAfter must be one hour or more, as bills close one hour after their month`,
    );
  }
  return { finalAfterMs };
}
