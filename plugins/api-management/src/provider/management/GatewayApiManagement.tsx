import { Alert } from '@backstage/ui';
import type { GatewayApi } from '@oaf/backstage-plugin-api-management-common';
import { Columns, Stack } from '../../shared';
import { UsageSection } from '../usage/UsageSection';
import { ApiProducts } from './ApiProducts';
import { ApiSubscriptions } from './ApiSubscriptions';
import { Whereabouts } from './Whereabouts';

/** What a provider does with an imported API. */
export const GatewayApiManagement = ({ api }: { api: GatewayApi }) => (
  <Stack>
    {api.importError && (
      <Alert
        status="warning"
        icon
        title="The last import of this API failed"
        description={`${api.importError} What is shown is the last good import.`}
      />
    )}
    <Columns layout="aside">
      <Stack>
        <ApiProducts api={api} />
        <ApiSubscriptions gatewayApiId={api.id} />
        <UsageSection query={{ gatewayApiId: api.id }} />
      </Stack>
      <Whereabouts api={api} />
    </Columns>
  </Stack>
);
