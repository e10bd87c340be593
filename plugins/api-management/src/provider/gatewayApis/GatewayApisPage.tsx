import {
  EmptyState,
  ListToolbar,
  PageBody,
  PageSection,
  ServerTableView,
  useServerTable,
} from '../../shared';
import { gatewayApiColumns } from './gatewayApiColumns';
import { toGatewayApiQuery, useGatewayApiFilters } from './gatewayApiFilters';

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
  });
  const filters = useGatewayApiFilters(list.parameters.filters);
  return (
    <PageBody>
      <ListToolbar list={list} searchLabel="Search APIs" filters={filters} />
      <PageSection flush>
        <ServerTableView
          list={list}
          columns={gatewayApiColumns}
          emptyState={
            <EmptyState
              title="No APIs were imported yet"
              description="Open an account and sync it. Its APIs appear here and in the catalog."
            />
          }
        />
      </PageSection>
    </PageBody>
  );
}
