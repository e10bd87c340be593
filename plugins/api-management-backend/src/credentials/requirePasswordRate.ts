import { CustomErrorBase } from '@backstage/errors';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import { isoTime } from '../database/time';
import type { CredentialStore } from './CredentialStore';

const DAY = 86_400_000;

/** RFC 6585 section 4; the framework's errors have none of this status. */
class TooManyRequestsError extends CustomErrorBase {
  readonly statusCode = 429;
}

/**
 * Asked in the transaction that locks the subscription.
 * @throws TooManyRequestsError when as many temporary passwords were made within 24 hours as may
 */
export async function requirePasswordRate(
  subscriptionId: string,
  perDay: number,
  { store, trx }: { store: CredentialStore; trx: Transaction },
): Promise<void> {
  const { count, first } = await store.countPasswords(
    subscriptionId,
    Date.now() - DAY,
    trx,
  );
  if (count >= perDay) {
    throw new TooManyRequestsError(
      `${count} temporary passwords were made within 24 hours; the next one can be made at ${isoTime(
        first + DAY,
      )}`,
    );
  }
}
