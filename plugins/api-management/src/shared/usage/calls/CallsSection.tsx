import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Table, Text } from '@backstage/ui';
import type { UsageCallPage } from '@oaf/backstage-plugin-api-management-common';
import { useMemo } from 'react';
import { apiManagementTranslationRef } from '../../../translation';
import {
  EmptyState,
  ErrorState,
  LoadingStatus,
  PageSection,
} from '../../components';
import { toDateTime } from '../../format';
import { CallFilters } from './CallFilters';
import styles from './Calls.module.css';
import { useCallColumns } from './useCallColumns';
import { type CallScope, useCalls } from './useCalls';

/** Each call by itself, so that one which was refused can be explained. */
export function CallsSection({ query }: { query: CallScope }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const list = useCalls(query);
  const { error, data } = list.calls;
  return (
    <PageSection title={t('calls.title')} description={useKept(data)} flush>
      <CallFilters list={list} />
      {error && !data ? (
        <ErrorState error={error} onRetry={() => list.calls.refetch()} />
      ) : (
        <CallTable list={list} isOfMany={!query.subscriptionId} />
      )}
      {data && data.notSearched.length > 0 && (
        <Text
          as="p"
          variant="body-small"
          color="secondary"
          className={styles.note}
        >
          {t('calls.notSearched', { accounts: data.notSearched.join(', ') })}
        </Text>
      )}
    </PageSection>
  );
}

/** For how long calls can be looked up. */
function useKept(answer: UsageCallPage | undefined) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  if (!answer) {
    return undefined;
  }
  const days = -toDateTime(answer.keptFrom).diffNow('days').days;
  return t('calls.kept', { days: String(Math.round(days)) });
}

function CallTable(props: {
  list: ReturnType<typeof useCalls>;
  isOfMany: boolean;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { calls, isNarrowed, newer, older } = props.list;
  const columns = useCallColumns({ showsApplication: props.isOfMany });
  const rows = useMemo(
    () =>
      calls.data?.items.map(call => ({
        ...call,
        id: `${call.apiId}/${call.requestId}`,
      })),
    [calls.data],
  );
  return (
    <>
      {calls.isPending && <LoadingStatus />}
      <Table
        data={rows}
        isPending={calls.isPending}
        isStale={calls.isPlaceholderData}
        pagination={{ type: 'none' }}
        columnConfig={columns}
        emptyState={
          <EmptyState
            title={t(isNarrowed ? 'calls.nothingMatches' : 'usage.none')}
            description={t(
              isNarrowed ? 'calls.nothingMatchesDetail' : 'usage.noneDetail',
            )}
          />
        }
      />
      {(newer || older) && (
        <div className={styles.pages}>
          <Button
            size="small"
            variant="secondary"
            isDisabled={!newer}
            onPress={newer}
          >
            {t('calls.newer')}
          </Button>
          <Button
            size="small"
            variant="secondary"
            isDisabled={!older}
            onPress={older}
          >
            {t('calls.older')}
          </Button>
        </div>
      )}
    </>
  );
}
