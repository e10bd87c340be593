import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, TextField } from '@backstage/ui';
import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import {
  ErrorState,
  FieldError,
  fieldsNamed,
  Loaded,
  sortProblems,
  SubmitButton,
  useMissing,
  useOperation,
  useOperationMutation,
} from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';
import styles from '../Accounts.module.css';
import { CheckList } from '../CheckList';
import { failedCheck } from '../nextStep';

const roleField = fieldsNamed('roleArn');

type Props = { link: AccountLink; onNext: () => void };

/** Checks the trust role; the ARN that the template's role has is filled in. */
export function VerifyStep(props: Props) {
  const { link } = props;
  const setup = useOperation(
    'getTrustSetup',
    { path: { accountLinkId: link.id }, query: {} },
    { enabled: !link.roleArn },
  );
  return link.roleArn ? (
    <VerifyRole {...props} expectedArn={link.roleArn} />
  ) : (
    <Loaded query={setup}>
      {({ roleArn }) => <VerifyRole {...props} expectedArn={roleArn} />}
    </Loaded>
  );
}

function VerifyRole(props: Props & { expectedArn: string }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { link, expectedArn, onNext } = props;
  const [roleArn, setRoleArn] = useState(expectedArn);
  const missing = useMissing();
  const verify = useOperationMutation('verifyAccountLink');
  const { problems, left } = sortProblems(verify.error, roleField);
  const isVerified = link.state !== 'pending' && !failedCheck(link);
  return (
    <form
      className={styles.fields}
      aria-label="Verification"
      onSubmit={event => {
        event.preventDefault();
        verify.mutate({
          path: { accountLinkId: link.id },
          body: { roleArn: roleArn.trim() },
        });
      }}
    >
      <TextField
        label="Role ARN"
        isRequired
        autoComplete="off"
        value={roleArn}
        onChange={setRoleArn}
        isInvalid={'roleArn' in problems}
      />
      <FieldError problem={problems.roleArn} />
      <ErrorState error={left} />
      <div aria-live="polite" aria-busy={verify.isPending}>
        <Verdict link={link} isVerified={isVerified} />
      </div>
      <div className={styles.buttons}>
        {isVerified && (
          <Button type="button" onPress={onNext}>
            Go on
          </Button>
        )}
        <SubmitButton
          type="submit"
          variant={isVerified ? 'secondary' : 'primary'}
          isPending={verify.isPending}
          missing={missing({ 'Role ARN': roleArn.trim() === '' })}
        >
          {t(
            link.checks ? 'accountAction.verifyAgain' : 'accountAction.verify',
          )}
        </SubmitButton>
      </div>
    </form>
  );
}

function Verdict(props: { link: AccountLink; isVerified: boolean }) {
  const { link, isVerified } = props;
  if (!link.checks) {
    return null;
  }
  return (
    <div className={styles.fields}>
      <CheckList checks={link.checks} />
      {!isVerified && (
        <Alert
          status="danger"
          icon
          title="The role is refused"
          description="Put right what the failed check says, then verify again. Nothing is imported until every check passes."
        />
      )}
    </div>
  );
}
