import {
  coreExtensionData,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  accountReadPermission,
  GATEWAY_API_ID_ANNOTATION,
} from '@oaf/backstage-plugin-api-management-common';
import { RiStackLine } from '@remixicon/react';
import type { JSX } from 'react';
import { providerRouteRef } from '../routes';
import { providerTabs } from './tabs';

const may = ({ name }: { name: string }) => ({
  permissions: { $contains: name },
});

const mayManage = may(accountReadPermission);

const page = { path: '/api-management', title: 'API Management' };

const providerPage = PageBlueprint.makeWithOverrides({
  name: 'provider',
  if: mayManage,
  factory: (originalFactory, { config, inputs }) =>
    originalFactory({
      ...page,
      icon: <RiStackLine />,
      routeRef: providerRouteRef,
      noHeader: true,
      loader: async () => {
        const { ProviderPage } = await import('./ProviderPage');
        const tabs = inputs.pages.map(tab => ({
          path: tab.get(coreExtensionData.routePath),
          title: tab.get(coreExtensionData.title) ?? '',
          element: tab.get(coreExtensionData.reactElement),
        }));
        return <ProviderPage title={config.title ?? page.title} tabs={tabs} />;
      },
    }),
});

/** Without a title of its own, so that no entry of the sidebar leads to it. */
const refusedPage = PageBlueprint.make({
  name: 'provider-refused',
  if: { $not: mayManage },
  params: {
    path: page.path,
    noHeader: true,
    loader: () =>
      import('./RefusedPage').then(m => <m.RefusedPage title={page.title} />),
  },
});

const providerSubPages = providerTabs.map(({ path, title, permission, load }) =>
  SubPageBlueprint.make({
    name: `provider-${path}`,
    attachTo: {
      relative: { kind: 'page', name: 'provider' },
      input: 'pages',
    },
    if: permission ? may(permission) : mayManage,
    params: {
      path,
      title,
      loader: async (): Promise<JSX.Element> => {
        const Page = await load();
        return <Page />;
      },
    },
  }),
);

const managementTab = EntityContentBlueprint.make({
  name: 'management',
  if: mayManage,
  params: {
    path: '/management',
    title: 'Management',
    group: 'operation',
    filter: {
      kind: 'api',
      [`metadata.annotations.${GATEWAY_API_ID_ANNOTATION}`]: { $exists: true },
    },
    loader: () =>
      import('./management/ManagementContent').then(m => (
        <m.ManagementContent />
      )),
  },
});

/** The provider's extensions. */
export const providerExtensions = [
  providerPage,
  refusedPage,
  ...providerSubPages,
  managementTab,
];
