import type { Backend } from './Backend';
import type { Simulator } from './Simulator';

/**
 * Links all accounts as a batch, and makes in each the role that the batch's stack set would. Answers the batch, which
 * is still to be verified.
 */
export async function linkAccounts(
  backend: Backend,
  simulator: Simulator,
  accountIds: string[],
): Promise<string> {
  const batch = await backend.api.createAccountLinkBatch({
    body: {
      driver: 'aws',
      partition: 'aws',
      rows: accountIds.map(accountId => ({ accountId, alias: accountId })),
    },
  });
  const setup = await backend.api.getBatchTrustSetup({
    path: { batchId: batch.id },
    query: {},
  });
  await Promise.all(
    accountIds.map(accountId =>
      simulator.putRole(accountId, {
        name: setup.roleName,
        trustedPrincipals: [setup.principalArn],
        externalId: `${setup.externalId}.${accountId}`,
      }),
    ),
  );
  return batch.id;
}
