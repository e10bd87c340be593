import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import {
  CopyableCode,
  ErrorState,
  PageSection,
  RelativeTime,
  Stack,
  useOperationMutation,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import styles from './Accounts.module.css';
import { CheckList } from './CheckList';
import { useMayManage } from './useMayManage';

type Props = { account: AccountLink };

/** The role that opens an account to us, and what its last verification found. */
export function TrustRole(props: Props & { roleArn: string }) {
  const { account, roleArn } = props;
  return (
    <PageSection
      title="Trust role"
      actions={<VerifyButton account={account} roleArn={roleArn} />}
    >
      <Stack>
        <CopyableCode text={roleArn} label="Copy the role's ARN" />
        {account.checks && <CheckList checks={account.checks} />}
        <AllowedSets account={account} />
        <p className={styles.quiet}>
          Verified <RelativeTime at={account.verifiedAt} />, and again on a
          schedule.
        </p>
      </Stack>
    </PageSection>
  );
}

/** What the role allowed when it was last verified; nothing when that is not known. */
function AllowedSets({ account: { permissionSets } }: Props) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return permissionSets ? (
    <p className={styles.quiet}>
      {t('permissionSet.allowed', {
        sets: permissionSets.map(set => t(`permissionSet.${set}`)).join(', '),
      })}
    </p>
  ) : null;
}

function VerifyButton(props: Props & { roleArn: string }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { account, roleArn } = props;
  const verify = useOperationMutation('verifyAccountLink');
  if (!useMayManage()) {
    return null;
  }
  return (
    <>
      <ErrorState error={verify.error} />
      <Button
        size="small"
        variant="secondary"
        isPending={verify.isPending}
        onPress={() =>
          verify.mutate({
            path: { accountLinkId: account.id },
            body: { roleArn },
          })
        }
      >
        {t('accountAction.verifyAgain')}
      </Button>
    </>
  );
}
