import { usePermission } from '@backstage/plugin-permission-react';
import {
  accountReadPermission,
  infrastructureReadPermission,
} from '@oaf/backstage-plugin-api-management-common';
import { lazyPage, Permitted, QueryProvider, TabRoutes } from '../shared';
import { LegacyPage, LegacyTabs } from '../shared/routing/LegacyPage';
import { ManagementContent } from './management/ManagementContent';
import { providerTabs } from './tabs';
import { usePaths } from './usePaths';

const tabs = providerTabs.map(({ path, title, permission, load }) => {
  const Tab = lazyPage(load);
  const element = permission ? (
    <Permitted permission={permission}>
      <Tab />
    </Permitted>
  ) : (
    <Tab />
  );
  return { path, title, element };
});

/** The provider's pages for the old frontend system. */
export const LegacyProviderPage = () => (
  <LegacyPage title="API Management">
    <Permitted permission={accountReadPermission}>
      <Tabs />
    </Permitted>
  </LegacyPage>
);

function Tabs() {
  const { root } = usePaths();
  const { allowed } = usePermission({
    permission: infrastructureReadPermission,
  });
  return (
    <LegacyTabs
      root={root}
      tabs={providerTabs.filter(({ permission }) => !permission || allowed)}
    >
      <TabRoutes root={root} tabs={tabs} />
    </LegacyTabs>
  );
}

/** An API entity's Management tab for the old frontend system. */
export const LegacyManagementContent = () => (
  <QueryProvider>
    <Permitted permission={accountReadPermission}>
      <ManagementContent />
    </Permitted>
  </QueryProvider>
);
