import type { Capability } from '../composition/Capability';
import type { Foundation } from '../composition/Foundation';
import { runInBackground } from '../composition/runInBackground';
import { addAccountRoutes } from './accountRoutes';
import { AccountService } from './AccountService';
import { AccountVerifier } from './AccountVerifier';
import { BatchService } from './BatchService';
import { QueuedVerifications } from './QueuedVerifications';
import { UnlinkService } from './UnlinkService';
import { addVerificationRoutes } from './verificationRoutes';
import { VerificationService } from './VerificationService';

/** Links accounts, one by one or many at once, and verifies them anew by a schedule. */
export function createAccounts(foundation: Foundation) {
  const { callers, config, logger, verificationQueue } = foundation;
  const verifier = new AccountVerifier(foundation);
  const queued = new QueuedVerifications({ ...foundation, verifier });
  const verifyDue = runInBackground(signal => queued.run(signal), {
    what: 'Verification',
    timeoutMs: 600_000,
    logger,
  });
  const accounts = new AccountService(foundation);
  return {
    addRoutes(router) {
      addAccountRoutes(router, {
        callers,
        accounts,
        unlinking: new UnlinkService(foundation),
      });
      addVerificationRoutes(router, {
        callers,
        verifications: new VerificationService({ ...foundation, verifier }),
        batches: new BatchService({ ...foundation, verifyDue }),
      });
    },
    tasks: [
      {
        id: 'request-account-verifications',
        ...config.verificationSchedule,
        fn: () => verificationQueue.requestAll(config.verificationSpreadMs),
      },
      {
        // Every replica may take part, since links are leased one by one.
        id: 'verify-account-links',
        scope: 'local',
        frequency: { seconds: 5 },
        timeout: { minutes: 10 },
        fn: signal => queued.run(signal as AbortSignal),
      },
    ],
    start: () => accounts.linkBuiltInAccounts(),
  } satisfies Capability;
}
