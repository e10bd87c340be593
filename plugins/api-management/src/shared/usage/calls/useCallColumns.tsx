import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { UsageCall } from '@oaf/backstage-plugin-api-management-common';
import { useSearchParams } from 'react-router-dom';
import { apiManagementTranslationRef } from '../../../translation';
import { CopyableCode } from '../../components';
import { formatMilliseconds, toDateTime } from '../../format';
import { column, numberColumn, TwoLines } from '../../table';
import { useTimeZone } from '../useTimeZone';
import styles from './Calls.module.css';
import { reasonOf } from './reasonOf';

/** A call as a row. */
type CallRow = UsageCall & { id: string };

/** @param options - `showsApplication`: for readers whose rows are of several callers */
export function useCallColumns({
  showsApplication,
}: {
  showsApplication: boolean;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { zone } = useTimeZone();
  const [params] = useSearchParams();
  return [
    column<CallRow>({
      id: 'time',
      label: t('calls.time', { zone }),
      isRowHeader: true,
      defaultWidth: 128,
      value: ({ time }) =>
        toDateTime(time).setZone(zone).toFormat('d LLL yyyy HH:mm:ss.SSS'),
    }),
    column<CallRow>({
      id: 'operation',
      label: t('usage.operation'),
      defaultWidth: 184,
      value: ({ operation, method, path }) => (
        <TwoLines
          title={
            operation ? (
              <Link href={withOperation(params, operation)}>{operation}</Link>
            ) : (
              t('usage.noOperation')
            )
          }
          detail={`${method} ${path}`}
        />
      ),
    }),
    ...(showsApplication
      ? [
          column<CallRow>({
            id: 'application',
            label: t('calls.application'),
            defaultWidth: 112,
            value: ({ application, subscriptionId }) =>
              application?.title ?? subscriptionId,
          }),
        ]
      : []),
    numberColumn<CallRow>({
      id: 'status',
      label: t('usage.status'),
      minWidth: 80,
      value: ({ status }) => status,
    }),
    column<CallRow>({
      id: 'why',
      label: t('calls.why'),
      defaultWidth: 256,
      value: call => <Why call={call} />,
    }),
    numberColumn<CallRow>({
      id: 'latency',
      label: t('calls.latency'),
      minWidth: 96,
      value: ({ latency }) => formatMilliseconds(latency),
    }),
    column<CallRow>({
      id: 'requestId',
      label: t('calls.requestId'),
      defaultWidth: 240,
      value: ({ requestId }) => (
        <CopyableCode text={requestId} label={t('calls.copy', { requestId })} />
      ),
    }),
  ];
}

/** A sentence, and the gateway's own word for it. */
function Why({ call }: { call: UsageCall }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const reason = reasonOf(call);
  return (
    <div className={styles.why}>
      {reason ? t(`callReason.${reason}`) : t('calls.answered')}
      <div className={styles.code}>{call.error ?? call.upstreamError}</div>
    </div>
  );
}

/** The same page, with the calls of one operation. */
function withOperation(params: URLSearchParams, operation: string) {
  const next = new URLSearchParams(params);
  next.set('calls-operation', operation);
  return `?${next}`;
}
