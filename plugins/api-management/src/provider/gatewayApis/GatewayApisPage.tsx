import {
  EmptyState,
  ListToolbar,
  PageBody,
  PageSection,
  ServerTableView,
  useOperation,
  useServerTable,
} from '../../shared';
import { gatewayApiColumns } from './gatewayApiColumns';
import { gatewayApiFilters, toGatewayApiQuery } from './gatewayApiFilters';

/** The imported gateway APIs. */
export function GatewayApisPage() {
  const accounts = useOperation('listAccountLinks', { query: { limit: 200 } });
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
  return (
    <PageBody>
      <ListToolbar
        list={list}
        searchLabel="Search APIs"
        filters={gatewayApiFilters(accounts.data?.items ?? [])}
      />
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
