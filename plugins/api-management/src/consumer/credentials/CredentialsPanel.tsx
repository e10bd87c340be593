import {
  type Credential,
  credentialOperations,
  type Subscription,
} from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { useOperation } from '../../shared/api';
import { Loaded, PageSection, UnansweredNotice } from '../../shared/components';
import { CredentialTable } from './CredentialTable';
import { IssueCredentialButtons } from './IssueCredentialButtons';
import { RevealDialog } from './RevealDialog';
import { RevokeDialog } from './RevokeDialog';

type Opened = { dialog: 'reveal' | 'revoke'; credential: Credential };

/**
 * The credentials of a subscription: reveal once, issue, revoke. No secret is kept here.
 * The dialogs are drawn beside the table, because a row may go while its secret is still being read.
 */
export function CredentialsPanel(props: { subscription: Subscription }) {
  const { id, state, manageCredentials } = props.subscription;
  const operations = manageCredentials ? credentialOperations[state] : [];
  const [opened, setOpened] = useState<Opened>();
  const credentials = useOperation(
    'listCredentials',
    { path: { subscriptionId: id } },
    { refetchInterval: 10_000 },
  );
  const dialogProps = opened && {
    subscriptionId: id,
    credential: opened.credential,
    onClose: () => setOpened(undefined),
  };
  return (
    <PageSection
      flush
      title="Credentials"
      description="Each secret is shown once. Keep it in your own secret store."
      actions={
        operations.includes('issue') && (
          <IssueCredentialButtons subscriptionId={id} />
        )
      }
    >
      <Loaded query={credentials}>
        {({ items, unanswered }) => (
          <>
            <UnansweredNotice unanswered={unanswered} />
            <CredentialTable
              credentials={items}
              operations={operations}
              onReveal={credential =>
                setOpened({ dialog: 'reveal', credential })
              }
              onRevoke={credential =>
                setOpened({ dialog: 'revoke', credential })
              }
            />
          </>
        )}
      </Loaded>
      {opened?.dialog === 'reveal' && <RevealDialog {...dialogProps!} />}
      {opened?.dialog === 'revoke' && <RevokeDialog {...dialogProps!} />}
    </PageSection>
  );
}
