import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Invoice } from '@oaf/backstage-plugin-api-management-common';
import { apiManagementTranslationRef } from '../../translation';
import { DownloadButton } from './DownloadButton';

/** An invoice as the files that others read. */
export function InvoiceDownloads({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const path = { invoiceId: invoice.id };
  const name = `invoice-${invoice.number}`;
  return (
    <>
      <DownloadButton
        label={t('invoice.download', { format: 'PDF' })}
        name={`${name}.pdf`}
        read={client => client.getInvoicePdf({ path })}
      />
      <DownloadButton
        label={t('invoice.download', { format: 'CSV' })}
        name={`${name}.csv`}
        read={client => client.getInvoiceCsv({ path })}
      />
      <DownloadButton
        label={t('invoice.download', { format: 'JSON' })}
        name={`${name}.json`}
        read={async client =>
          JSON.stringify(await client.getInvoice({ path }), null, 2)
        }
      />
    </>
  );
}
