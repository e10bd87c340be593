import { Text } from '@backstage/ui';
import type { BillPage } from '@oaf/backstage-plugin-api-management-common';
import { formatSums } from '../format';

/** Sum of all bills of a month, per currency. */
export const BillTotals = ({ page }: { page: BillPage | undefined }) => (
  <Text variant="title-x-small" weight="bold" aria-label="Total of the month">
    {page && formatSums(page.totals)}
  </Text>
);
