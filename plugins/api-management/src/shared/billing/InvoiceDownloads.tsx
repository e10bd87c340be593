import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Invoice } from '@oaf/backstage-plugin-api-management-common';
import { apiManagementTranslationRef } from '../../translation';
import { DownloadButton } from '../download';

/** An invoice as the files that others read. */
export function InvoiceDownloads({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const path = { invoiceId: invoice.id };
  const name = `invoice-${invoice.number}`;
  return (
    <>
      <DownloadButton
        label={t('invoice.download', { format: 'PDF' })}
        read={async client =>
          new File([await client.getInvoicePdf({ path })], `${name}.pdf`)
        }
      />
      <DownloadButton
        label={t('invoice.download', { format: 'CSV' })}
        read={async client =>
          new File([await client.getInvoiceCsv({ path })], `${name}.csv`)
        }
      />
      <DownloadButton
        label={t('invoice.download', { format: 'JSON' })}
        read={async client => {
          const text = JSON.stringify(
            await client.getInvoice({ path }),
            null,
            2,
          );
          return new File([text], `${name}.json`);
        }}
      />
    </>
  );
}
