import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type { Bill } from '@oaf/backstage-plugin-api-management-common';
import { apiManagementTranslationRef } from '../../translation';
import { countOf, formatMoney, formatUtc } from '../format';

/** What an open bill comes to by the end of its month, with what that takes for granted. */
export function Forecast({ bill }: { bill: Bill }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { forecast, currency } = bill;
  if (bill.state !== 'open' || bill.problem) {
    return null;
  }
  if (!forecast) {
    return (
      <Text as="p" variant="body-small" color="secondary">
        {t('forecast.tooEarly')}
      </Text>
    );
  }
  return (
    <div role="note" aria-label={t('forecast.title')}>
      <Flex justify="between">
        <Text>{t('forecast.title')}</Text>
        <Text>{formatMoney({ currency, amount: forecast.total })}</Text>
      </Flex>
      <Text as="p" variant="body-small" color="secondary">
        {t('forecast.assumption', {
          calls: countOf(forecast.billableCalls, 'billable call'),
          from: formatUtc(forecast.from),
          asOf: formatUtc(forecast.asOf),
        })}
      </Text>
    </div>
  );
}
