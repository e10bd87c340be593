import type {
  GatewayApiProtocol,
  ListGatewayApis,
} from '@oaf/backstage-plugin-api-management-common';
import type { ListFilter } from '../../shared';

const protocols: GatewayApiProtocol[] = ['REST', 'HTTP', 'WEBSOCKET'];

/** Filters of the list of gateway APIs, but for the account. */
export const gatewayApiFilters: ListFilter[] = [
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
];

/** The chosen filters as the backend wants them. */
export const toGatewayApiQuery = (
  filters: Record<string, string>,
): ListGatewayApis['query'] => ({
  accountLinkId: filters.accountLinkId,
  protocol: protocols.find(protocol => protocol === filters.protocol),
  published: filters.published ? filters.published === 'true' : undefined,
});
