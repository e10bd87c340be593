import {
  BillLines,
  EmptyState,
  Loaded,
  PageSection,
  useOperation,
} from '../../shared';

/** What this month's use of a subscription costs so far. */
export function CurrentBill({ subscriptionId }: { subscriptionId: string }) {
  const bills = useOperation('listBills', {
    query: { side: 'provider', subscriptionId, limit: 1 },
  });
  return (
    <PageSection title="This month's bill">
      <Loaded query={bills}>
        {({ items: [bill] }) =>
          bill ? (
            <BillLines bill={bill} />
          ) : (
            <EmptyState
              title="Nothing to bill"
              description="A bill opens when the subscription becomes active."
            />
          )
        }
      </Loaded>
    </PageSection>
  );
}
