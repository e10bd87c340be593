import { Skeleton } from '@backstage/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState } from './ErrorState';
import styles from './Loading.module.css';
import { PageBody } from './PageBody';

/** Grey lines where text will be. */
export const LoadingLines = ({ lines = 3 }: { lines?: number }) => (
  <div className={styles.lines} role="status" aria-label="Loading">
    {Array.from({ length: lines }, (_, line) => (
      <Skeleton key={line} width={`${90 - 17 * (line % 4)}%`} height={16} />
    ))}
  </div>
);

/**
 * Draws the answer of a query; while it is loading grey lines, when it failed why, with a retry.
 */
export function Loaded<Answer>(props: {
  query: UseQueryResult<Answer>;
  lines?: number;
  /** Nothing else is on the page yet. */
  isPage?: boolean;
  children: (answer: Answer) => ReactNode;
}) {
  const { query, lines, isPage, children } = props;
  if (query.data !== undefined) {
    return <>{children(query.data)}</>;
  }
  const missing = query.error ? (
    <ErrorState error={query.error} onRetry={() => query.refetch()} />
  ) : (
    <LoadingLines lines={lines} />
  );
  return isPage ? <PageBody>{missing}</PageBody> : missing;
}
