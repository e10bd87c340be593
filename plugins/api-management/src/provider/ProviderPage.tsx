import {
  PageLayout,
  pluginHeaderActionsApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { RiStackLine } from '@remixicon/react';
import { PageFrame, Permitted, UnknownAddress } from '../shared/components';
import { type DrawnTab, TabRoutes } from '../shared/routing';
import { providerTabs } from './tabs';
import { usePaths } from './usePaths';

/** The provider's pages below the framework's own header, which by itself draws nothing for an unknown address. */
export function ProviderPage(props: { title: string; tabs: DrawnTab[] }) {
  const { title, tabs } = props;
  const { root } = usePaths();
  const headerActions = useApi(
    pluginHeaderActionsApiRef,
  ).getPluginHeaderActions('api-management');
  return (
    <PageFrame>
      <PageLayout
        title={title}
        icon={<RiStackLine />}
        titleLink={root}
        headerActions={headerActions}
        tabs={tabs.map(tab => ({
          id: tab.path,
          label: tab.title,
          href: `${root}/${tab.path}`,
        }))}
      >
        <TabRoutes root={root} tabs={[...tabs, ...tabsOfOthers(tabs)]} />
      </PageLayout>
    </PageFrame>
  );
}

/** At the address of a tab that is not drawn: which permission is missing, where that is why. */
function tabsOfOthers(drawn: DrawnTab[]): DrawnTab[] {
  return providerTabs.flatMap(({ path, title, permission }) =>
    permission && !drawn.some(tab => tab.path === path)
      ? [
          {
            path,
            title,
            element: (
              <Permitted permission={permission}>
                <UnknownAddress />
              </Permitted>
            ),
          },
        ]
      : [],
  );
}
