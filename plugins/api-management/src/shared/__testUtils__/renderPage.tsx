import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { ApiManagementClient } from '@oaf/backstage-plugin-api-management-common';
import { SWRConfig } from 'swr';
import { consumerRouteRef, providerRouteRef } from '../../routes';
import { apiManagementApiRef, QueryProvider } from '../api';

const identity = {
  getBackstageIdentity: async () => ({
    type: 'user' as const,
    userEntityRef: 'user:default/max',
    ownershipEntityRefs: ['user:default/max', 'group:default/team-a'],
  }),
  getCredentials: async () => ({}),
  getProfileInfo: async () => ({}),
  signOut: async () => {},
};

/** Backstage remembers for two seconds, for the whole document, what the reader may do; each test has another reader. */
const ofThisPage = { provider: () => new Map() };

/** Operations that a test answers; any other one fails the test that asks it. */
export type StubClient = Partial<Record<keyof ApiManagementClient, jest.Mock>>;

/** What many pages show, and is their business in few tests. */
const asideOfMost: StubClient = {
  listDriftFindings: jest.fn(async () => ({ items: [], totalItems: 0 })),
  listUsageGaps: jest.fn(async () => ({
    items: [],
    totalItems: 0,
    missingCalls: 0,
    missingHours: 0,
    notCompared: [],
  })),
  listUsageGroups: jest.fn(async () => ({ items: [], totalItems: 0 })),
  listUsageCalls: jest.fn(async () => ({
    items: [],
    from: '2026-11-28T10:00:00.000Z',
    to: '2026-11-29T10:00:00.000Z',
    keptFrom: '2026-10-25T10:00:00.000Z',
    notSearched: [],
  })),
};

/** Draws a page as a member of team A, against a stubbed backend. */
export function renderPage(
  element: JSX.Element,
  options: {
    client: StubClient;
    path?: string;
    at?: string;
    /** Everything is allowed without it. */
    authorize?: 'ALLOW' | 'DENY';
    /** In place of what the catalog answers; it is empty without it. */
    catalog?: { getEntities: jest.Mock };
    /** In place of what the reader's identity answers. */
    identity?: Partial<typeof identity>;
    config?: NonNullable<Parameters<typeof renderInTestApp>[1]>['config'];
  },
) {
  const page = (
    <SWRConfig value={ofThisPage}>
      <QueryProvider>{element}</QueryProvider>
    </SWRConfig>
  );
  return renderInTestApp(page, {
    apis: [
      [
        apiManagementApiRef,
        {
          ...asideOfMost,
          ...options.client,
        } as unknown as ApiManagementClient,
      ],
      [identityApiRef, { ...identity, ...options.identity }],
      [
        catalogApiRef,
        Object.assign(catalogApiMock({ entities: [] }), options.catalog),
      ],
      mockApis.permission({ authorize: options.authorize as never }),
    ],
    config: options.config,
    mountedRoutes: {
      '/api-management': providerRouteRef,
      '/apis': consumerRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    mountPath: options.path ?? '/*',
    initialRouteEntries: [options.at ?? '/'],
  });
}
