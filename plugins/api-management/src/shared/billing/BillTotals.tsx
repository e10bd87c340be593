import { Text, VisuallyHidden } from '@backstage/ui';
import type { BillPage } from '@oaf/backstage-plugin-api-management-common';
import { formatSums } from '../format';

/** Sum of all bills of a month, per currency. */
export const BillTotals = ({ page }: { page: BillPage | undefined }) =>
  page && page.totals.length > 0 ? (
    <div>
      <VisuallyHidden>Total of the month:</VisuallyHidden>
      <Text variant="title-x-small" weight="bold">
        {formatSums(page.totals)}
      </Text>
    </div>
  ) : null;
