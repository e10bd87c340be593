import {
  type Credential,
  credentialOperations,
  type CredentialRules,
  type Subscription,
} from '@oaf/backstage-plugin-api-management-common';
import { type ReactNode, useState } from 'react';
import { useOperation } from '../../shared/api';
import { Loaded, PageSection, UnansweredNotice } from '../../shared/components';
import { CredentialTable } from './CredentialTable';
import { IssueCredentialButtons } from './IssueCredentialButtons';
import { IssueKeyDialog } from './IssueKeyDialog';
import { KeyPairDialog } from './KeyPairDialog';
import { OverlapDialog } from './OverlapDialog';
import { RenameDialog } from './RenameDialog';
import { RevealDialog } from './RevealDialog';
import { RevokeDialog } from './RevokeDialog';
import type { RowAction } from './rowActions';
import { type KeyPairMaker, useKeyPairMakers } from './useKeyPairMakers';

type Opened = { action: RowAction; credential: Credential };

/**
 * The credentials of a subscription: reveal once, issue, replace, revoke. No secret is kept here.
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
  const rules = credentials.data?.rules;
  const makers = useKeyPairMakers(id);
  return (
    <PageSection
      flush
      title="Credentials"
      description="Each secret is shown once. Keep it in your own secret store."
      actions={
        rules &&
        operations.includes('issue') && (
          <IssueCredentialButtons subscriptionId={id} rules={rules} />
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
              makesKeyPairs={makers.length > 0}
              onAct={(action, credential) => setOpened({ action, credential })}
            />
          </>
        )}
      </Loaded>
      {opened && (
        <RowDialog
          {...opened}
          rules={rules}
          makers={makers}
          subscriptionId={id}
          onClose={() => setOpened(undefined)}
        />
      )}
    </PageSection>
  );
}

function RowDialog(
  props: Opened & {
    rules: CredentialRules | undefined;
    makers: KeyPairMaker[];
    subscriptionId: string;
    onClose: () => void;
  },
) {
  const { action, rules, makers, ...dialogProps } = props;
  const { credential } = dialogProps;
  const ruled = rules && { ...dialogProps, rules };
  const dialogs: Record<RowAction, ReactNode> = {
    reveal: <RevealDialog {...dialogProps} />,
    'key-pair': <KeyPairDialog {...dialogProps} makers={makers} />,
    replace: ruled && <IssueKeyDialog {...ruled} replaces={credential} />,
    overlap: ruled && <OverlapDialog {...ruled} />,
    rename: <RenameDialog {...dialogProps} />,
    revoke: <RevokeDialog {...dialogProps} />,
  };
  return dialogs[action];
}
