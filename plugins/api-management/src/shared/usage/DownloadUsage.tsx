import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiDownloadLine } from '@remixicon/react';
import type { ExportUsageGroups } from '@oaf/backstage-plugin-api-management-common';
import { apiManagementTranslationRef } from '../../translation';
import { DownloadButton } from '../download';

/** Saves all rows of a breakdown, not only those of the page. */
export function DownloadUsage({
  query,
}: {
  query: ExportUsageGroups['query'];
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <DownloadButton
      label={t('usage.download')}
      icon={<RiDownloadLine />}
      read={async client =>
        new File(
          [await client.exportUsageGroups({ query })],
          `usage-by-${query.groupBy}.csv`,
          { type: 'text/csv' },
        )
      }
    />
  );
}
