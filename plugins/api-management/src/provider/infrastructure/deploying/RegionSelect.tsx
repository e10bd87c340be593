import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { FieldError, useOperation } from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';

/** Chooses one of the regions that are enabled in a linked account. */
export function RegionSelect(props: {
  /** Id of the account link; empty: none is chosen yet. */
  accountLinkId: string;
  /** Empty: none is chosen. */
  value: string;
  problem?: string;
  onChange: (region: string) => void;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { accountLinkId, value, problem, onChange } = props;
  const account = useOperation(
    'getAccountLink',
    { path: { accountLinkId } },
    { enabled: accountLinkId !== '' },
  );
  const regions = account.data?.availableRegions ?? [];
  return (
    <div>
      <Select
        label={t('stack.region')}
        description={t('infrastructure.regionHint')}
        isRequired
        isDisabled={regions.length === 0}
        options={regions.map(id => ({ id, label: id }))}
        selectedKey={regions.includes(value) ? value : null}
        onSelectionChange={key => onChange(String(key ?? ''))}
        isInvalid={problem !== undefined}
      />
      <FieldError problem={problem ?? account.error?.message} />
    </div>
  );
}
