import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import type { accountReadPermission } from '@oaf/backstage-plugin-api-management-common';
import type { ReactNode } from 'react';
import { apiManagementTranslationRef } from '../../translation';
import { LoadingLines } from './Loading';
import { NoPage } from './NoPage';
import { PageBody } from './PageBody';

/** A permission that is not about one thing. */
type Permission = typeof accountReadPermission;

/** A page for those who have a permission; to the others it says so. */
export function Permitted(props: {
  permission: Permission;
  children: ReactNode;
}) {
  const { permission, children } = props;
  const { loading, allowed } = usePermission({ permission });
  if (loading) {
    return (
      <PageBody>
        <LoadingLines />
      </PageBody>
    );
  }
  return allowed ? <>{children}</> : <NotPermitted permission={permission} />;
}

/** Says which permission is missing. */
export function NotPermitted(props: { permission: Permission }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <NoPage
      title={t('noPage.refusedTitle')}
      description={t('noPage.refusedDescription', {
        permission: props.permission.name,
      })}
    />
  );
}
