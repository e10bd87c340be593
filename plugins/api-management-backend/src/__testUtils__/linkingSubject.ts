import { asUser } from './asUser';
import { auditTrail } from './auditTrail';
import { roleArnOf } from './FakeLinking';
import { startPlugin } from './startPlugin';

export const linkInput = {
  driver: 'fake',
  accountId: '111122223333',
  partition: 'fake',
  alias: 'Payments',
};

/** A plugin whose accounts somebody links who may. */
export async function linkingSubject(knex: Parameters<typeof startPlugin>[0]) {
  const audit = auditTrail();
  const { gateway, server } = await startPlugin(knex, {
    auditor: audit.factory,
  });
  const max = asUser(server);
  let linkCount = 0;
  const nextAccountId = () => String(400_000_000_000 + (linkCount += 1));
  const link = async (accountId = nextAccountId()) =>
    (await max.post('/account-links', { ...linkInput, accountId })).body;
  const verify = (
    { id, accountId }: { id: string; accountId: string },
    roleArn = roleArnOf(accountId),
  ) => max.post(`/account-links/${id}/verification`, { roleArn });
  const verifiedLink = async () =>
    (await verify(await link())).body.accountLink;
  return { audit, gateway, max, link, verify, verifiedLink };
}
