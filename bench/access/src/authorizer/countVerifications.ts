import type { AuthorizationRequest, Authorizer } from '@oaf/access';

/** `node:crypto` as the transpiled modules see it: one object, whose functions are looked up with each call. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const crypto: typeof import('node:crypto') = require('node:crypto');

/** Signature verifications that one call costs, counted where node:crypto is called. */
export async function countVerifications(
  calls: AuthorizationRequest[],
  authorize: Authorizer,
): Promise<number> {
  const { verify } = crypto;
  let verifications = 0;
  crypto.verify = ((...args: Parameters<typeof verify>) => {
    verifications += 1;
    return verify(...args);
  }) as typeof verify;
  try {
    for (const call of calls) {
      await authorize(call);
    }
  } finally {
    crypto.verify = verify;
  }
  if (verifications === 0) {
    throw new Error('Nothing was counted: verifications happen elsewhere');
  }
  return verifications / calls.length;
}
