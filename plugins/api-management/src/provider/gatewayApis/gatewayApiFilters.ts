import { useApi } from '@backstage/frontend-plugin-api';
import type {
  GatewayApiProtocol,
  ListGatewayApis,
} from '@oaf/backstage-plugin-api-management-common';
import {
  apiManagementApiRef,
  type ListFilter,
  useOperation,
  menuFailureOf,
  useServerOptions,
} from '../../shared';

const protocols: GatewayApiProtocol[] = ['REST', 'HTTP', 'WEBSOCKET'];

const fixedFilters: ListFilter[] = [
  {
    name: 'protocol',
    label: 'Protocol',
    any: 'All protocols',
    options: protocols.map(id => ({ id, label: id })),
  },
  {
    name: 'published',
    label: 'Published',
    any: 'Published or not',
    options: [
      { id: 'true', label: 'Part of a product' },
      { id: 'false', label: 'Not published' },
    ],
  },
  {
    name: 'definition',
    label: 'Definition',
    any: 'Any definition',
    options: [
      { id: 'problem', label: 'With an import problem' },
      { id: 'breaking', label: 'With a breaking change' },
    ],
  },
];

/** Filters of the list of gateway APIs. */
export function useGatewayApiFilters(
  chosen: Record<string, string>,
): ListFilter[] {
  const accounts = useAccountOptions(chosen.accountLinkId);
  const facets = useOperation('getGatewayApiFacets', {});
  return [
    {
      name: 'accountLinkId',
      label: 'Account',
      any: 'All accounts',
      ...accounts,
    },
    {
      name: 'region',
      label: 'Region',
      any: 'All regions',
      options: (facets.data?.regions ?? []).map(({ value }) => ({
        id: value,
        label: value,
      })),
      failure: menuFailureOf(facets),
    },
    ...fixedFilters,
  ];
}

function useAccountOptions(chosen: string | undefined) {
  const client = useApi(apiManagementApiRef);
  return useServerOptions('listAccountLinks', {
    query: { orderBy: 'alias:asc' },
    chosen: chosen ? [chosen] : [],
    get: accountLinkId => client.getAccountLink({ path: { accountLinkId } }),
    toOption: ({ id, alias, accountId }) => ({
      id,
      label: alias,
      description: accountId,
    }),
  });
}

/** The chosen filters as the backend wants them. */
export const toGatewayApiQuery = (
  filters: Record<string, string>,
): ListGatewayApis['query'] => ({
  accountLinkId: filters.accountLinkId,
  region: filters.region,
  importProblem: filters.definition === 'problem' || undefined,
  breaking: filters.definition === 'breaking' || undefined,
  protocol: protocols.find(protocol => protocol === filters.protocol),
  published: filters.published ? filters.published === 'true' : undefined,
});
