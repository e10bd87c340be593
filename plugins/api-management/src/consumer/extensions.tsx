import {
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiApps2Line } from '@remixicon/react';
import type { JSX } from 'react';
import { consumerRouteRef } from '../routes';
import { consumerTabs } from './tabs';

const consumerPage = PageBlueprint.make({
  name: 'consumer',
  params: {
    path: '/apis',
    title: 'APIs for you',
    icon: <RiApps2Line />,
    routeRef: consumerRouteRef,
  },
});

const consumerSubPages = consumerTabs.map(({ path, title, load }) =>
  SubPageBlueprint.make({
    name: `consumer-${path}`,
    attachTo: {
      relative: { kind: 'page', name: 'consumer' },
      input: 'pages',
    },
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

/** The consumer's extensions. */
export const consumerExtensions = [consumerPage, ...consumerSubPages];
