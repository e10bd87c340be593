import {
  ListToolbar,
  PageBody,
  PageSection,
  ServerTableView,
  useServerTable,
} from '../../shared';
import { IMPORT_INTERVAL } from '../accounts/regions';
import { gatewayApiColumns } from './gatewayApiColumns';
import { toGatewayApiQuery, useGatewayApiFilters } from './gatewayApiFilters';
import { NoApis } from './NoApis';

/** The imported gateway APIs. */
export function GatewayApisPage() {
  const list = useServerTable('listGatewayApis', {
    filterNames: [
      'accountLinkId',
      'region',
      'protocol',
      'published',
      'definition',
    ],
    orderBy: 'title:asc',
    toQuery: toGatewayApiQuery,
    refetchInterval: answer =>
      answer?.totalItems === 0 ? IMPORT_INTERVAL : undefined,
  });
  const filters = useGatewayApiFilters(list.parameters.filters);
  return (
    <PageBody>
      <ListToolbar list={list} searchLabel="Search APIs" filters={filters} />
      <PageSection flush>
        <ServerTableView
          list={list}
          columns={gatewayApiColumns}
          emptyState={<NoApis />}
        />
      </PageSection>
    </PageBody>
  );
}
