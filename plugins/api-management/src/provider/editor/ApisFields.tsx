import { useApi } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import type { GatewayApi } from '@oaf/backstage-plugin-api-management-common';
import {
  apiManagementApiRef,
  type MenuOption,
  PageSection,
  useServerOptions,
} from '../../shared';
import { FieldError } from './FieldError';
import type { FieldsProps } from './FieldsProps';

/** What the product is made of. */
export function ApisFields({ form, errors, onChange }: FieldsProps) {
  const client = useApi(apiManagementApiRef);
  const apis = useServerOptions('listGatewayApis', {
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
      <FieldError problem={errors.gatewayApiIds} />
    </PageSection>
  );
}

function toOption(api: GatewayApi): MenuOption {
  const account = api.accountAlias ?? api.accountId;
  return {
    id: api.id,
    label: api.title,
    description: `${account} · ${api.region} · ${api.stage}`,
  };
}
