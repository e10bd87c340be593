import { useEntity } from '@backstage/plugin-catalog-react';
import { GATEWAY_API_ID_ANNOTATION } from '@oaf/backstage-plugin-api-management-common';
import {
  EmptyState,
  Loaded,
  PageFrame,
  PageSection,
  useOperation,
} from '../../shared';
import { GatewayApiManagement } from './GatewayApiManagement';

/** An API entity's Management tab. */
export function ManagementContent() {
  const { entity } = useEntity();
  const gatewayApiId =
    entity.metadata.annotations?.[GATEWAY_API_ID_ANNOTATION] ?? '';
  const api = useOperation(
    'getGatewayApi',
    { path: { gatewayApiId } },
    { enabled: gatewayApiId !== '', refetchInterval: 15_000 },
  );
  if (!gatewayApiId) {
    return <NotImported />;
  }
  return (
    <PageFrame>
      <Loaded query={api} lines={8}>
        {answer => <GatewayApiManagement api={answer} />}
      </Loaded>
    </PageFrame>
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
