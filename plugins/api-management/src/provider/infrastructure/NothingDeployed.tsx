import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiCheckboxCircleLine, RiCircleLine } from '@remixicon/react';
import type { ReactNode } from 'react';
import { EmptyState, Loaded, useOperation } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { usePaths } from '../usePaths';
import styles from './Infrastructure.module.css';

/** What could be deployed, and what is needed before. */
export function NothingDeployed(props: { action: ReactNode }) {
  const templates = useOperation('listStackTemplates', {});
  return (
    <Loaded query={templates}>
      {({ items }) => (
        <Possible
          action={props.action}
          drivers={[...new Set(items.map(({ driver }) => driver))]}
        />
      )}
    </Loaded>
  );
}

function Possible(props: { drivers: string[]; action: ReactNode }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const [driver] = props.drivers;
  const accounts = useOperation(
    'listAccountLinks',
    { query: { driver, state: ['verified', 'degraded'], limit: 1 } },
    { enabled: driver !== undefined },
  );
  const hasAccount = Boolean(driver && accounts.data?.totalItems);
  return (
    <EmptyState
      title={t('stack.none')}
      description={t('stack.nonePossible')}
      action={
        <>
          <ul className={styles.needs} aria-label={t('need.title')}>
            <Need isMet={driver !== undefined}>{t('need.driver')}</Need>
            <Need isMet={hasAccount}>{t('need.account')}</Need>
          </ul>
          {hasAccount ? props.action : <ToAccounts />}
        </>
      }
    />
  );
}

function Need(props: { isMet: boolean; children: string }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const Icon = props.isMet ? RiCheckboxCircleLine : RiCircleLine;
  return (
    <li className={styles.need} data-met={props.isMet}>
      <Icon
        size={18}
        aria-label={t(props.isMet ? 'need.met' : 'need.missing')}
      />
      {props.children}
    </li>
  );
}

function ToAccounts() {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  return (
    <ButtonLink variant="secondary" href={paths.linkAccount}>
      {t('accountAction.link')}
    </ButtonLink>
  );
}
