import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Switch, Text } from '@backstage/ui';
import {
  type AwsPrice,
  awsPrices,
} from '@oaf/backstage-plugin-api-management-common';
import { formatMoney } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import type { PlanFieldsProps } from './FieldsProps';

const dollars = ({ amount }: AwsPrice) =>
  formatMoney({ currency: 'USD', amount: String(amount) });

/** What it costs is said where it is chosen. */
export function DedicatedKeyField({ plan, onChange }: PlanFieldsProps) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { kmsKey, kmsKeyPairs } = awsPrices;
  return (
    <div>
      <Switch
        label={t('dedicatedKey.choose')}
        isDisabled={plan.isUsed}
        isSelected={plan.dedicatedKey}
        onChange={dedicatedKey => onChange({ dedicatedKey })}
      />
      <Text as="p" variant="body-small" color="secondary">
        {t('dedicatedKey.explained', {
          key: dollars(kmsKey),
          pairs: dollars(kmsKeyPairs),
        })}
      </Text>
    </div>
  );
}
