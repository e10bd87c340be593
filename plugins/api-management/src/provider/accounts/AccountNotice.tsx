import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import { apiManagementTranslationRef } from '../../translation';
import { usePaths } from '../usePaths';
import { failedCheck, isUnfinished, nextStep } from './nextStep';
import { useMayManage } from './useMayManage';

/** What is not well with an account and what to do; nothing when it is well. */
export function AccountNotice({ account }: { account: AccountLink }) {
  if (account.state === 'unlinked') {
    return (
      <Alert
        status="info"
        icon
        title="This account was unlinked"
        description="Its APIs left the catalog. To import them again, link it anew."
      />
    );
  }
  if (isUnfinished(account)) {
    return (
      <Alert
        status="warning"
        icon
        title="Linking is not finished"
        description={nextStep(account)}
        customActions={<ContinueLinking account={account} />}
      />
    );
  }
  return failedCheck(account) ? (
    <Alert
      status="danger"
      icon
      title="The trust role does not work any more"
      description={`${nextStep(
        account,
      )} What was imported stays as it was until then.`}
    />
  ) : null;
}

function ContinueLinking({ account }: { account: AccountLink }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  return useMayManage() ? (
    <ButtonLink
      size="small"
      href={
        account.batchId && account.state === 'pending'
          ? paths.accountBatch(account.batchId)
          : paths.continueLinking(account.id)
      }
    >
      {t('accountAction.continue')}
    </ButtonLink>
  ) : null;
}
