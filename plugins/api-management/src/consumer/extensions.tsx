import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { GATEWAY_API_ID_ANNOTATION } from '@oaf/backstage-plugin-api-management-common';
import { RiApps2Line } from '@remixicon/react';
import { consumerRouteRef } from '../routes';

const isImportedApi = {
  kind: 'api',
  [`metadata.annotations.${GATEWAY_API_ID_ANNOTATION}`]: { $exists: true },
};

const consumerPage = PageBlueprint.make({
  name: 'consumer',
  params: {
    path: '/apis',
    title: 'APIs for you',
    icon: <RiApps2Line />,
    routeRef: consumerRouteRef,
    noHeader: true,
    loader: () => import('./ConsumerPage').then(m => <m.ConsumerPage />),
  },
});

const subscribeCard = EntityCardBlueprint.make({
  name: 'subscribe',
  params: {
    type: 'info',
    filter: isImportedApi,
    loader: () =>
      import('./cards/SubscribeCard').then(m => <m.SubscribeCard />),
  },
});

const consumersCard = EntityCardBlueprint.make({
  name: 'consumers',
  params: {
    type: 'content',
    filter: isImportedApi,
    loader: () =>
      import('./cards/ConsumersCard').then(m => <m.ConsumersCard />),
  },
});

/** The consumer's extensions. */
export const consumerExtensions = [consumerPage, subscribeCard, consumersCard];
