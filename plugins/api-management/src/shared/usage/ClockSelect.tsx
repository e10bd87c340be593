import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { apiManagementTranslationRef } from '../../translation';
import { type Clock, localZone, useTimeZone } from './useTimeZone';

/** Chooses whose days and hours the charts have. */
export function ClockSelect() {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { clock, changeClock } = useTimeZone();
  return (
    <Select
      size="small"
      aria-label={t('usage.timeZone')}
      options={[
        { id: 'utc', label: 'UTC' },
        { id: 'local', label: localZone() },
      ]}
      selectedKey={clock}
      onSelectionChange={key => changeClock(key as Clock)}
    />
  );
}
