import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import type {
  ListUsageGaps,
  LoggedPlace,
  UsageGap,
  UsageGapPage,
} from '@oaf/backstage-plugin-api-management-common';
import {
  column,
  countOf,
  ErrorState,
  formatCount,
  formatUtc,
  numberColumn,
  PageSection,
  ServerTableView,
  Stack,
  TwoLines,
  useServerTable,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';

const whereOf = ({ accountAlias, accountId, region, stage }: LoggedPlace) =>
  [accountAlias ?? accountId, region, stage].join(' · ');

/** An account that may not be asked has hundreds of APIs. */
const MOST_NAMED = 3;

function listOf(places: LoggedPlace[]): string {
  const named = places
    .slice(0, MOST_NAMED)
    .map(place => `${place.title ?? place.apiId}, ${whereOf(place)}`);
  const more = places.length - named.length;
  return [...named, ...(more > 0 ? [countOf(more, 'more API')] : [])].join(
    '; ',
  );
}

function byReason(notCompared: UsageGapPage['notCompared']) {
  const reasons = new Map<string, LoggedPlace[]>();
  for (const { place, why } of notCompared) {
    reasons.set(why, [...(reasons.get(why) ?? []), place]);
  }
  return [...reasons];
}

/** Whether all calls that gateways counted are in the log, and the hours in which some are not. */
export function UsageGaps({ query }: { query: ListUsageGaps['query'] }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const list = useServerTable('listUsageGaps', {
    prefix: 'gaps-',
    orderBy: 'hour:desc',
    toQuery: () => query,
  });
  const { data, error, refetch } = list.query;
  const columns = [
    column<UsageGap>({
      id: 'hour',
      label: t('usage.hour'),
      isRowHeader: true,
      isSortable: true,
      defaultWidth: 260,
      value: ({ hour }) => formatUtc(hour),
    }),
    column<UsageGap>({
      id: 'place',
      label: t('usage.place'),
      defaultWidth: 260,
      value: ({ place }) => (
        <TwoLines title={place.title ?? place.apiId} detail={whereOf(place)} />
      ),
    }),
    numberColumn<UsageGap>({
      id: 'logged',
      label: t('usage.logged'),
      value: ({ loggedCalls }) => formatCount(loggedCalls),
    }),
    numberColumn<UsageGap>({
      id: 'counted',
      label: t('usage.counted'),
      value: ({ countedCalls }) => formatCount(countedCalls),
    }),
    numberColumn<UsageGap>({
      id: 'missing',
      label: t('usage.missingCalls'),
      isSortable: true,
      value: ({ missingCalls }) => formatCount(missingCalls),
    }),
  ];
  return (
    <PageSection title={t('usage.gaps')} description={t('usage.gapsDetail')}>
      <Stack>
        {error && !data && <ErrorState error={error} onRetry={refetch} />}
        {data && <Verdict answer={data} />}
        {data && data.totalItems > 0 && (
          <ServerTableView list={list} columns={columns} emptyState={null} />
        )}
      </Stack>
    </PageSection>
  );
}

function Verdict({ answer }: { answer: UsageGapPage }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { missingCalls, missingHours, notCompared } = answer;
  const { comparedFrom, comparedUntil } = answer;
  const compared =
    comparedFrom &&
    comparedUntil &&
    t('usage.compared', {
      from: formatUtc(comparedFrom),
      until: formatUtc(comparedUntil),
    });
  return (
    <>
      {byReason(notCompared).map(([why, places]) => (
        <Alert
          key={why}
          status="warning"
          icon
          title={t('usage.notCompared', { place: listOf(places) })}
          description={why}
        />
      ))}
      {missingCalls > 0 && (
        <Alert
          status="warning"
          icon
          title={t('usage.missing', {
            calls: countOf(missingCalls, 'call'),
            hours: countOf(missingHours, 'hour'),
          })}
          description={t('usage.missingDetail')}
        />
      )}
      {compared && (
        <Text as="p">
          {missingCalls === 0 && notCompared.length === 0 && (
            <>{t('usage.complete')} </>
          )}
          {compared}
        </Text>
      )}
      {!compared && notCompared.length === 0 && (
        <Text as="p">
          {t('usage.notYet')}. {t('usage.notYetDetail')}
        </Text>
      )}
    </>
  );
}
