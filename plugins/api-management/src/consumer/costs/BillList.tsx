import {
  Accordion,
  AccordionGroup,
  AccordionPanel,
  AccordionTrigger,
} from '@backstage/ui';
import type { Bill } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { useOperation } from '../../shared/api';
import {
  EmptyState,
  Loaded,
  Money,
  PageSection,
  StateChip,
} from '../../shared/components';
import { BillLines, BillTotals } from '../../shared/billing';
import { OffsetPages } from '../../shared/table';
import { DiscoverLink } from '../DiscoverLink';
import styles from './Costs.module.css';

const limit = 20;

/** The bills of a month, one for each subscription, each with its lines. */
export function BillList({ period }: { period: string }) {
  const [offset, setOffset] = useState(0);
  const bills = useOperation('listBills', {
    query: { side: 'consumer', period, offset, limit },
  });
  return (
    <PageSection
      title="Bills"
      description="One bill for each subscription and calendar month (UTC)."
      actions={<BillTotals page={bills.data} />}
    >
      <Loaded query={bills} lines={4}>
        {({ items, totalItems }) => (
          <>
            <Bills bills={items} />
            <OffsetPages
              {...{ limit, offset, totalItems }}
              onChange={setOffset}
            />
          </>
        )}
      </Loaded>
    </PageSection>
  );
}

function Bills({ bills }: { bills: Bill[] }) {
  return bills.length === 0 ? (
    <EmptyState
      title="No bill in this month"
      description="A bill begins when a subscription becomes active."
      action={<DiscoverLink />}
    />
  ) : (
    <AccordionGroup
      allowsMultiple
      defaultExpandedKeys={bills.length === 1 ? [bills[0].id] : []}
    >
      {bills.map(bill => (
        <Accordion key={bill.id} id={bill.id}>
          <AccordionTrigger>
            <BillSummary bill={bill} />
          </AccordionTrigger>
          <AccordionPanel>
            <BillLines bill={bill} />
          </AccordionPanel>
        </Accordion>
      ))}
    </AccordionGroup>
  );
}

function BillSummary({ bill }: { bill: Bill }) {
  return (
    <span className={styles.summary}>
      <span>
        <strong>{bill.application.title}</strong>
        {` → ${bill.product.title}, ${bill.planTitle}`}
      </span>
      <StateChip state={bill.state} />
      <Money currency={bill.currency} amount={bill.total} />
    </span>
  );
}
