import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, VisuallyHidden } from '@backstage/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { apiManagementTranslationRef } from '../../translation';
import { errorMessage, errorStatus } from '../api';
import { ErrorState, errorTitle } from './ErrorState';
import styles from './Loading.module.css';
import { NoPage } from './NoPage';
import { PageBody } from './PageBody';

/** Tells screen readers that something is being read, beside or around what shows it. */
export function LoadingStatus(props: {
  className?: string;
  children?: ReactNode;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <div
      role="status"
      aria-label={t('common.loading')}
      className={props.className}
    >
      <VisuallyHidden>{t('common.loading')}</VisuallyHidden>
      {props.children}
    </div>
  );
}

/** Grey lines where text will be. */
export const LoadingLines = ({ lines = 3 }: { lines?: number }) => (
  <LoadingStatus className={styles.lines}>
    {Array.from({ length: lines }, (_, line) => (
      <Skeleton key={line} width={`${90 - 17 * (line % 4)}%`} height={16} />
    ))}
  </LoadingStatus>
);

/** It is not there, or not for the reader: trying again helps nobody. */
const isHidden = (error: Error | null): error is Error =>
  [403, 404].includes(errorStatus(error) ?? 0);

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
  if (isPage && isHidden(query.error)) {
    return <HiddenPage error={query.error} />;
  }
  const missing = query.error ? (
    <ErrorState error={query.error} onRetry={() => query.refetch()} />
  ) : (
    <LoadingLines lines={lines} />
  );
  return isPage ? <PageBody>{missing}</PageBody> : missing;
}

function HiddenPage({ error }: { error: Error }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <NoPage title={t(errorTitle(error))} description={errorMessage(error)} />
  );
}
