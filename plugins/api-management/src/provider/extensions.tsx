import {
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

const mayManage = { permissions: { $contains: accountReadPermission.name } };

const providerPage = PageBlueprint.make({
  name: 'provider',
  if: mayManage,
  params: {
    path: '/api-management',
    title: 'API Management',
    icon: <RiStackLine />,
    routeRef: providerRouteRef,
  },
});

const providerSubPages = providerTabs.map(({ path, title, load }) =>
  SubPageBlueprint.make({
    name: `provider-${path}`,
    attachTo: {
      relative: { kind: 'page', name: 'provider' },
      input: 'pages',
    },
    if: mayManage,
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
  ...providerSubPages,
  managementTab,
];
