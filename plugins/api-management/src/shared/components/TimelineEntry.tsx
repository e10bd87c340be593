import type { ReactNode } from 'react';
import type { Instant } from '../format';
import { RelativeTime } from './RelativeTime';
import styles from './Timeline.module.css';

/** What happened, who did it and when; the entries of a {@link TimelineList}. */
export const TimelineEntry = (props: {
  what: ReactNode;
  /** Further to what happened, a line each. */
  details?: ReactNode[];
  who: ReactNode;
  at: Instant;
  reason?: string;
}) => (
  <li className={styles.event}>
    <div className={styles.what}>{props.what}</div>
    {props.details?.map(
      (detail, index) =>
        detail && (
          <div key={index} className={styles.detail}>
            {detail}
          </div>
        ),
    )}
    <div className={styles.who}>
      {props.who}
      {' · '}
      <RelativeTime at={props.at} />
    </div>
    {props.reason && (
      <blockquote className={styles.why}>{props.reason}</blockquote>
    )}
  </li>
);

/** What happened, oldest first. */
export const TimelineList = (props: { children: ReactNode }) => (
  <ol className={styles.timeline}>{props.children}</ol>
);
