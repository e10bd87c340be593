import { RequirePermission } from '@backstage/plugin-permission-react';
import { accountReadPermission } from '@oaf/backstage-plugin-api-management-common';
import { EmptyState, PageBody, QueryProvider } from '../shared';
import { LegacyTabbedPage } from '../shared/routing/LegacyTabbedPage';
import { ManagementContent } from './management/ManagementContent';
import { providerTabs } from './tabs';

const NotPermitted = () => (
  <PageBody>
    <EmptyState
      title="These pages are for those who manage APIs"
      description="Ask a platform administrator for the permission to manage APIs."
    />
  </PageBody>
);

/** The provider's pages for the old frontend system. */
export const LegacyProviderPage = () => (
  <RequirePermission
    permission={accountReadPermission}
    errorPage={<NotPermitted />}
  >
    <LegacyTabbedPage title="API Management" tabs={providerTabs} />
  </RequirePermission>
);

/** An API entity's Management tab for the old frontend system. */
export const LegacyManagementContent = () => (
  <RequirePermission
    permission={accountReadPermission}
    errorPage={<NotPermitted />}
  >
    <QueryProvider>
      <ManagementContent />
    </QueryProvider>
  </RequirePermission>
);
