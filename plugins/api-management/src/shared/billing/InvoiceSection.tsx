import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionGroup,
  AccordionPanel,
  AccordionTrigger,
} from '@backstage/ui';
import type { Invoice } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { apiManagementTranslationRef } from '../../translation';
import { useOperation } from '../api';
import { EmptyState, Loaded, Money, PageSection } from '../components';
import { formatPeriod } from '../format';
import { OffsetPages } from '../table';
import { InvoiceDetail } from './InvoiceDetail';
import styles from './Invoice.module.css';

const limit = 10;

/** What is final, of all months, newest first. */
export function InvoiceSection({ side }: { side: 'provider' | 'consumer' }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const [offset, setOffset] = useState(0);
  const invoices = useOperation('listInvoices', {
    query: { side, offset, limit },
  });
  return (
    <PageSection title={t('invoice.title')} description={t('invoice.about')}>
      <Loaded query={invoices} lines={2}>
        {({ items, totalItems }) =>
          totalItems === 0 ? (
            <EmptyState
              title={t('invoice.none')}
              description={t('invoice.noneAbout')}
            />
          ) : (
            <>
              <Invoices invoices={items} />
              <OffsetPages
                {...{ limit, offset, totalItems }}
                onChange={setOffset}
              />
            </>
          )
        }
      </Loaded>
    </PageSection>
  );
}

/** Lines are read when an invoice is opened. */
function Invoices({ invoices }: { invoices: Invoice[] }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  return (
    <AccordionGroup
      allowsMultiple
      onExpandedChange={keys => setOpen(new Set([...keys].map(String)))}
    >
      {invoices.map(invoice => (
        <Accordion key={invoice.id} id={invoice.id}>
          <AccordionTrigger>
            <Summary invoice={invoice} />
          </AccordionTrigger>
          <AccordionPanel>
            {open.has(invoice.id) && <InvoiceDetail id={invoice.id} />}
          </AccordionPanel>
        </Accordion>
      ))}
    </AccordionGroup>
  );
}

function Summary({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { number, creditsId, currency, total, period } = invoice;
  return (
    <span className={styles.summary}>
      <strong>
        {t(creditsId ? 'invoice.creditNote' : 'invoice.invoice', { number })}
      </strong>
      <span className={styles.month}>{formatPeriod(period)}</span>
      <Money currency={currency} amount={total} />
    </span>
  );
}
