import { Switch, Table } from '@backstage/ui';
import type {
  Credential,
  Subscription,
} from '@oaf/backstage-plugin-api-management-common';
import { useMemo, useState } from 'react';
import { useOperation } from '../../shared/api';
import { EmptyState, Loaded, PageSection } from '../../shared/components';
import { credentialColumns } from './credentialColumns';
import { isUsable } from './credentialWords';
import { IssueCredentialButtons } from './IssueCredentialButtons';

/** The credentials of a subscription: reveal once, issue, revoke. No secret is kept here. */
export function CredentialsPanel(props: { subscription: Subscription }) {
  const { id, state, manageCredentials } = props.subscription;
  const mayManage = Boolean(manageCredentials) && state === 'active';
  const credentials = useOperation(
    'listCredentials',
    { path: { subscriptionId: id } },
    { refetchInterval: 10_000 },
  );
  return (
    <PageSection
      flush
      title="Credentials"
      description="Secrets are shown once and are not stored; keep them in your own secret store."
      actions={mayManage && <IssueCredentialButtons subscriptionId={id} />}
    >
      <Loaded query={credentials}>
        {({ items }) => (
          <CredentialTable
            subscriptionId={id}
            credentials={items}
            mayManage={mayManage}
          />
        )}
      </Loaded>
    </PageSection>
  );
}

function CredentialTable(props: {
  subscriptionId: string;
  credentials: Credential[];
  mayManage: boolean;
}) {
  const { subscriptionId, credentials, mayManage } = props;
  const [all, setAll] = useState(false);
  const columns = useMemo(
    () => credentialColumns(subscriptionId, mayManage),
    [subscriptionId, mayManage],
  );
  const usable = credentials.filter(isUsable);
  return (
    <>
      <Table
        columnConfig={columns}
        data={all ? credentials : usable}
        pagination={{ type: 'none' }}
        emptyState={
          <EmptyState
            title="No usable credential"
            description="Issue a new API key or temporary password to call the API again."
          />
        }
      />
      {usable.length < credentials.length && (
        <Switch
          label="Show revoked and expired"
          isSelected={all}
          onChange={setAll}
        />
      )}
    </>
  );
}
