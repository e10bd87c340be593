import { useEntity } from '@backstage/plugin-catalog-react';
import { GATEWAY_API_ID_ANNOTATION } from '@oaf/backstage-plugin-api-management-common';
import { EmptyState, Loaded, PageSection, useOperation } from '../../shared';
import { GatewayApiManagement } from './GatewayApiManagement';

/** An API entity's Management tab. */
export function ManagementContent() {
  const { entity } = useEntity();
  const gatewayApiId =
    entity.metadata.annotations?.[GATEWAY_API_ID_ANNOTATION] ?? '';
  const api = useOperation(
    'getGatewayApi',
    { path: { gatewayApiId } },
    { enabled: gatewayApiId !== '' },
  );
  if (!gatewayApiId) {
    return <NotImported />;
  }
  return (
    <Loaded query={api} lines={8}>
      {answer => <GatewayApiManagement api={answer} />}
    </Loaded>
  );
}

function NotImported() {
  return (
    <PageSection>
      <EmptyState
        title="This API does not run on a linked gateway"
        description="Only APIs that were imported from a linked account can be published as a product."
      />
    </PageSection>
  );
}
