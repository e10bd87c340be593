import type { Subscription } from '@oaf/backstage-plugin-api-management-common';
import {
  Columns,
  EmptyState,
  Loaded,
  PageBody,
  PageSection,
  useServerTable,
} from '../../shared';
import { WaitingPlanChanges } from '../planChanges/WaitingPlanChanges';
import { ApprovalQueue } from './ApprovalQueue';
import { BulkApproval } from './BulkApproval';
import { DecisionDialog } from './DecisionDialog';
import { RequestPanel } from './RequestPanel';
import { useApprovalKeys } from './useApprovalKeys';
import { useQueue } from './useQueue';

/** Requests that wait for a decision, oldest first. */
export function ApprovalsPage() {
  const list = useServerTable('listSubscriptions', {
    orderBy: 'requestedAt:asc',
    toQuery: () => ({ side: 'provider', state: ['requested'] }),
  });
  return (
    <PageBody>
      <WaitingPlanChanges />
      <Loaded query={list.query} lines={6}>
        {({ items }) =>
          items.length > 0 ? <Queue requests={items} list={list} /> : <Done />
        }
      </Loaded>
    </PageBody>
  );
}

function Done() {
  return (
    <PageSection>
      <EmptyState
        title="Nothing waits for you"
        description="Requests for products with manual approval appear here, the oldest first."
      />
    </PageSection>
  );
}

function Queue(props: {
  requests: Subscription[];
  list: Parameters<typeof ApprovalQueue>[0]['list'];
}) {
  const { requests, list } = props;
  const queue = useQueue(requests);
  useApprovalKeys(queue);
  return (
    <>
      <Columns layout="aside">
        <PageSection
          title="Waiting requests"
          description="j and k move, a approves, r rejects"
          actions={<BulkApproval queue={queue} />}
          flush
        >
          <ApprovalQueue list={list} queue={queue} />
        </PageSection>
        {queue.current && (
          <RequestPanel
            request={queue.current}
            onDecide={action => queue.setDecision(action)}
          />
        )}
      </Columns>
      <DecisionDialog queue={queue} />
    </>
  );
}
