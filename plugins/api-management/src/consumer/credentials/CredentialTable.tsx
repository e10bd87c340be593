import { Switch, Table } from '@backstage/ui';
import type { Credential } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { EmptyState } from '../../shared/components';
import { credentialColumns, type CredentialRows } from './credentialColumns';
import styles from './Credentials.module.css';
import { isUsable } from './credentialWords';

export function CredentialTable(
  props: CredentialRows & { credentials: Credential[] },
) {
  const { credentials, ...rows } = props;
  const [all, setAll] = useState(false);
  const usable = credentials.filter(isUsable);
  return (
    <>
      <Table
        columnConfig={credentialColumns(rows)}
        data={all ? credentials : usable}
        pagination={{ type: 'none' }}
        emptyState={
          <EmptyState
            title="No usable credential"
            description={
              rows.operations.includes('issue')
                ? 'Issue a new API key and a new temporary password to call the API again.'
                : undefined
            }
          />
        }
      />
      {usable.length < credentials.length && (
        <Switch
          className={styles.more}
          label="Show those that are over"
          isSelected={all}
          onChange={setAll}
        />
      )}
    </>
  );
}
