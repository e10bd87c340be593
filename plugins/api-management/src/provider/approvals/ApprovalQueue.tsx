import { Checkbox } from '@backstage/ui';
import type { Subscription } from '@oaf/backstage-plugin-api-management-common';
import {
  describePrice,
  RelativeTime,
  type ServerTable,
  TablePages,
} from '../../shared';
import styles from './Approvals.module.css';
import type { Queue } from './useQueue';

/** The waiting requests, oldest first. */
export function ApprovalQueue(props: {
  list: ServerTable<Subscription>;
  queue: Queue;
}) {
  const { list, queue } = props;
  return (
    <>
      <ul className={styles.queue}>
        {queue.requests.map(request => (
          <QueueEntry key={request.id} request={request} queue={queue} />
        ))}
      </ul>
      <TablePages list={list} />
    </>
  );
}

function QueueEntry(props: { request: Subscription; queue: Queue }) {
  const { request, queue } = props;
  const { id, application, product, plan, requestedAt } = request;
  const isCurrent = queue.current?.id === id;
  const tickedIds = queue.ticked.map(each => each.id);
  return (
    <li className={styles.entry} data-current={isCurrent}>
      <Checkbox
        aria-label={`Select the request of ${application.title}`}
        isSelected={tickedIds.includes(id)}
        onChange={isTicked =>
          queue.tick(
            isTicked
              ? [...tickedIds, id]
              : tickedIds.filter(each => each !== id),
          )
        }
      />
      <button
        type="button"
        className={styles.request}
        aria-current={isCurrent}
        onClick={() => queue.goTo(id)}
      >
        <span className={styles.application}>{application.title}</span>
        <span className={styles.age}>
          <RelativeTime at={requestedAt} />
        </span>
        <span className={styles.plan}>
          {product.title} · {plan.title}
        </span>
        <span className={styles.price}>{describePrice(plan.price)}</span>
      </button>
    </li>
  );
}
