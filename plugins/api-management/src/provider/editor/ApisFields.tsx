import { Select } from '@backstage/ui';
import { PageSection, useOperation } from '../../shared';
import { FieldError } from './FieldError';
import type { FieldsProps } from './ProductEditor';

/** What the product is made of. */
export function ApisFields({ form, errors, onChange }: FieldsProps) {
  const apis = useOperation('listGatewayApis', {
    query: { limit: 200, orderBy: 'title:asc', publishable: true },
  });
  const options = (apis.data?.items ?? []).map(api => ({
    id: api.id,
    label: api.title,
    description: `${api.accountAlias ?? api.accountId} · ${api.region} · ${
      api.stage
    }`,
  }));
  return (
    <PageSection
      title="APIs"
      description="One subscription gives access to all of them."
    >
      <Select
        label="Imported APIs"
        isRequired
        selectionMode="multiple"
        search={{ placeholder: 'Search APIs' }}
        options={options}
        value={form.gatewayApiIds}
        onChange={keys => onChange({ gatewayApiIds: keys.map(String) })}
        isInvalid={'gatewayApiIds' in errors}
      />
      <FieldError problem={errors.gatewayApiIds} />
    </PageSection>
  );
}
