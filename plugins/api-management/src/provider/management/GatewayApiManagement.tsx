import type { GatewayApi } from '@oaf/backstage-plugin-api-management-common';
import { Columns, Stack, UsageSection } from '../../shared';
import { useAccountLink } from '../accounts/useAccountLink';
import { DriftSection } from '../drift/DriftSection';
import { ApiProducts } from './ApiProducts';
import { ApiSubscriptions } from './ApiSubscriptions';
import { LargeDefinition } from './LargeDefinition';
import { DefinitionChanges } from './DefinitionChanges';
import { ImportNotices } from './ImportNotices';
import { Whereabouts } from './Whereabouts';

/** What a provider does with an imported API. */
export function GatewayApiManagement({ api }: { api: GatewayApi }) {
  const { data: account } = useAccountLink(api.accountLinkId);
  const region = account?.regions.find(each => each.region === api.region);
  return (
    <Stack>
      <ImportNotices api={api} region={region} />
      <DriftSection of={{ gatewayApiId: api.id }} />
      <Columns layout="aside">
        <Stack>
          <ApiProducts api={api} />
          <ApiSubscriptions gatewayApiId={api.id} />
          <DefinitionChanges gatewayApiId={api.id} />
          <LargeDefinition api={api} />
          <UsageSection query={{ side: 'provider', gatewayApiId: api.id }} />
        </Stack>
        <Whereabouts api={api} region={region} />
      </Columns>
    </Stack>
  );
}
