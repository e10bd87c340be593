import {
  formatExact,
  formatRelative,
  type Instant,
  toDateTime,
} from '../format';
import styles from './text.module.css';

/** `2 minutes ago`, the exact time on hover; `never` (or another word) when there is none. */
export function RelativeTime(props: { at?: Instant; none?: string }) {
  const { at, none = 'never' } = props;
  if (!at) {
    return <span className={styles.muted}>{none}</span>;
  }
  return (
    <time
      dateTime={toDateTime(at).toISO() ?? undefined}
      title={formatExact(at)}
    >
      {formatRelative(at)}
    </time>
  );
}
