import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import type { Invoice } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { apiManagementTranslationRef } from '../../translation';
import { useOperation } from '../api';
import { EntityName, Facts, Loaded, RelativeTime } from '../components';
import { formatPeriod } from '../format';
import { CreditNoteDialog } from './CreditNoteDialog';
import styles from './Invoice.module.css';
import { InvoiceDeliveries } from './InvoiceDeliveries';
import { InvoiceDownloads } from './InvoiceDownloads';
import { InvoiceLines } from './InvoiceLines';

/** One invoice with its lines and files. */
export function InvoiceDetail({ id }: { id: string }) {
  const invoice = useOperation('getInvoice', { path: { invoiceId: id } });
  return (
    <Loaded query={invoice} lines={4}>
      {answer => (
        <div className={styles.detail}>
          {answer.problem && (
            <Alert status="warning" icon title={answer.problem} />
          )}
          <InvoiceFacts invoice={answer} />
          <InvoiceLines invoice={answer} />
          <InvoiceDeliveries invoice={answer} />
          <div className={styles.actions}>
            <InvoiceDownloads invoice={answer} />
            {answer.mayCredit && <CreditButton invoice={answer} />}
          </div>
        </div>
      )}
    </Loaded>
  );
}

function InvoiceFacts({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { issuer, customer, period, timeZone, issuedAt, reason } = invoice;
  return (
    <Facts
      facts={[
        [t('invoice.from'), <EntityName key="from" entityRef={issuer} />],
        [t('invoice.to'), <EntityName key="to" entityRef={customer} />],
        [t('invoice.month'), `${formatPeriod(period)} (${timeZone})`],
        [t('invoice.issued'), <RelativeTime key="at" at={issuedAt} />],
        [t('invoice.reason'), reason],
      ]}
    />
  );
}

function CreditButton({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" onPress={() => setOpen(true)}>
        {t('invoice.credit')}
      </Button>
      {isOpen && (
        <CreditNoteDialog invoice={invoice} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
