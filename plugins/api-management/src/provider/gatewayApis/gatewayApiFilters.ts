import type {
  AccountLink,
  GatewayApiProtocol,
  ListGatewayApis,
} from '@oaf/backstage-plugin-api-management-common';
import type { ListFilter } from '../../shared';

const protocols: GatewayApiProtocol[] = ['REST', 'HTTP', 'WEBSOCKET'];

/** Filters of the list of gateway APIs. */
export const gatewayApiFilters = (accounts: AccountLink[]): ListFilter[] => [
  {
    name: 'accountLinkId',
    label: 'Account',
    any: 'All accounts',
    options: accounts.map(({ id, alias }) => ({ id, label: alias })),
  },
  {
    name: 'region',
    label: 'Region',
    any: 'All regions',
    options: regionsOf(accounts).map(id => ({ id, label: id })),
  },

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

function regionsOf(accounts: AccountLink[]) {
  return [
    ...new Set(
      accounts.flatMap(({ regions }) => regions.map(({ region }) => region)),
    ),
  ].toSorted();
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
