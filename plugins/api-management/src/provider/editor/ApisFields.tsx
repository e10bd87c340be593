import { useApi } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import type { GatewayApi } from '@oaf/backstage-plugin-api-management-common';
import {
  FieldError,
  apiManagementApiRef,
  DefinitionLimits,
  MenuFailures,
  type MenuOption,
  PageSection,
  useOperation,
  useServerOptions,
} from '../../shared';
import type { FieldsProps } from './FieldsProps';

/** What the product is made of. */
export function ApisFields({ form, errors, onChange }: FieldsProps) {
  const client = useApi(apiManagementApiRef);
  const { failure, ...apis } = useServerOptions('listGatewayApis', {
    query: { orderBy: 'title:asc', publishable: true },
    chosen: form.gatewayApiIds,
    get: gatewayApiId => client.getGatewayApi({ path: { gatewayApiId } }),
    toOption,
  });
  return (
    <PageSection
      title="APIs"
      description="One subscription gives access to all of them."
    >
      <Select
        label="Imported APIs"
        isRequired
        selectionMode="multiple"
        {...apis}
        search={{ ...apis.search, placeholder: 'Search APIs' }}
        value={form.gatewayApiIds}
        onChange={keys => onChange({ gatewayApiIds: keys.map(String) })}
        isInvalid={'gatewayApiIds' in errors}
      />
      <MenuFailures menus={[{ label: 'Imported APIs', failure }]} />
      <FieldError problem={errors.gatewayApiIds} />
      {form.gatewayApiIds.map(id => (
        <ChosenApi key={id} id={id} />
      ))}
    </PageSection>
  );
}

/** What its definition cannot do, told before consumers find out. */
function ChosenApi({ id }: { id: string }) {
  const { data: api } = useOperation('getGatewayApi', {
    path: { gatewayApiId: id },
  });
  return api ? <DefinitionLimits api={api} /> : null;
}

function toOption(api: GatewayApi): MenuOption {
  const account = api.accountAlias ?? api.accountId;
  return {
    id: api.id,
    label: api.title,
    description: `${account} · ${api.region} · ${api.stage}`,
  };
}
