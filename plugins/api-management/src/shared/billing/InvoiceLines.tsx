import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Invoice,
  InvoiceLine,
} from '@oaf/backstage-plugin-api-management-common';
import { apiManagementTranslationRef } from '../../translation';
import { CopyButton } from '../components';
import { DownloadButton } from '../download';
import { formatDecimal, formatMoney } from '../format';
import styles from './BillLines.module.css';

/** The lines of an invoice, each with how it came about. */
export function InvoiceLines({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { currency, total, lines = [] } = invoice;
  return (
    <table className={styles.lines}>
      <thead>
        <tr>
          <th scope="col">{t('invoice.line')}</th>
          <th scope="col" className={styles.number}>
            {t('invoice.quantity')}
          </th>
          <th scope="col" className={styles.number}>
            {t('invoice.amount')}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(line => (
          <tr key={line.key}>
            <td>
              {line.description}
              <div className={styles.notice}>
                {`${line.application} → ${line.product}, ${line.plan}`}
                <br />
                {line.rule}
              </div>
              {line.query && <LineQuery invoice={invoice} line={line} />}
            </td>
            <td className={styles.number}>{formatDecimal(line.quantity)}</td>
            <td className={styles.number}>
              {formatMoney({ currency, amount: line.amount })}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            {t('invoice.total')}
          </th>
          <td className={styles.number}>
            {formatMoney({ currency, amount: total })}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

/** The statement behind a quantity, and what it gives by now. */
function LineQuery({ invoice, line }: { invoice: Invoice; line: InvoiceLine }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <details className={styles.query}>
      <summary>{t('invoice.howCounted')}</summary>
      <div>
        <pre>{line.query}</pre>
        <CopyButton text={line.query!} label={t('invoice.copyQuery')} />
      </div>
      <DownloadButton
        label={t('invoice.result')}
        read={async client => {
          const path = { invoiceId: invoice.id, line: line.key };
          const csv = await client.getInvoiceLineUsage({ path });
          return new File([csv], `usage-${invoice.number}-${line.key}.csv`);
        }}
      />
    </details>
  );
}
