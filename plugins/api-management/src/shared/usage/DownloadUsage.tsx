import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import type { ExportUsageGroups } from '@oaf/backstage-plugin-api-management-common';
import { useMutation } from '@tanstack/react-query';
import { apiManagementTranslationRef } from '../../translation';
import { apiManagementApiRef } from '../api';
import { ErrorState } from '../components';

/** Saves all rows of a breakdown, not only those of the page. */
export function DownloadUsage({
  query,
}: {
  query: ExportUsageGroups['query'];
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const client = useApi(apiManagementApiRef);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () =>
      save(await client.exportUsageGroups({ query }), query.groupBy),
  });
  return (
    <>
      <ErrorState error={error} />
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiDownloadLine />}
        isPending={isPending}
        onPress={() => mutate()}
      >
        {t('usage.download')}
      </Button>
    </>
  );
}

function save(csv: string, groupBy: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }));
  link.download = `usage-by-${groupBy}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
