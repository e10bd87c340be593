import {
  EmptyState,
  ListToolbarFrame,
  BillTotals,
  InvoiceSection,
  Loaded,
  MonthSelect,
  PageBody,
  PageSection,
  usePeriod,
  useServerTable,
} from '../../shared';
import { BillDetail } from './BillDetail';
import { BillsTable } from './BillsTable';
import { useSelectedBill } from './useSelectedBill';

/** The bills of a month, each line with the query behind it. */
export function BillingPage() {
  const { period, changePeriod } = usePeriod();
  const bills = useServerTable('listBills', {
    toQuery: () => ({ side: 'provider', period }),
  });
  const selection = useSelectedBill(bills.query.data?.items);
  return (
    <PageBody>
      <ListToolbarFrame actions={<BillTotals page={bills.query.data} />}>
        <MonthSelect period={period} onChange={changePeriod} />
      </ListToolbarFrame>
      <Loaded query={bills.query} lines={6}>
        {page =>
          page.totalItems === 0 ? (
            <PageSection>
              <EmptyState
                title="No bills in this month"
                description="A bill opens with the first active subscription of a plan that has a price."
              />
            </PageSection>
          ) : (
            <>
              <PageSection title="Bills" flush>
                <BillsTable list={bills} onSelect={selection.select} />
              </PageSection>
              {selection.bill && <BillDetail bill={selection.bill} />}
            </>
          )
        }
      </Loaded>
      <InvoiceSection side="provider" />
    </PageBody>
  );
}
