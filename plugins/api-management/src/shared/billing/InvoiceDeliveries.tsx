import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Link } from '@backstage/ui';
import type {
  Invoice,
  InvoiceDelivery,
  InvoiceDeliveryList,
} from '@oaf/backstage-plugin-api-management-common';
import { apiManagementTranslationRef } from '../../translation';
import { useOperation, useOperationMutation } from '../api';
import {
  Chip,
  ErrorState,
  Loaded,
  RelativeTime,
  type Tone,
} from '../components';
import styles from './BillLines.module.css';

/** How soon one that is tried again is looked after. */
const REREAD_MS = 5_000;

const tones: Record<InvoiceDelivery['state'], Tone> = {
  pending: 'warning',
  delivered: 'positive',
  failed: 'negative',
};

/** Where an invoice was handed over to; nothing when that is nowhere the reader can look at. */
export function InvoiceDeliveries({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const path = { invoiceId: invoice.id };
  const deliveries = useOperation(
    'listInvoiceDeliveries',
    { path },
    { refetchInterval: query => isUnderWay(query.state.data) && REREAD_MS },
  );
  const retry = useOperationMutation('retryInvoiceDelivery');
  return (
    <Loaded query={deliveries} lines={1}>
      {({ items, mayRetry }) =>
        items.length > 0 && (
          <>
            <table className={styles.lines}>
              <thead>
                <tr>
                  <th scope="col">{t('delivery.to')}</th>
                  <th scope="col">{t('delivery.state')}</th>
                  <th scope="col">{t('delivery.reference')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map(delivery => (
                  <tr key={delivery.sink}>
                    <td>
                      <SinkName delivery={delivery} />
                    </td>
                    <td>
                      <DeliveryState delivery={delivery} />
                      {mayRetry && delivery.lastError && (
                        <Button
                          size="small"
                          variant="secondary"
                          isPending={retry.isPending}
                          onPress={() =>
                            retry.mutate({
                              path: { ...path, sink: delivery.sink },
                            })
                          }
                        >
                          {t('delivery.again')}
                        </Button>
                      )}
                    </td>
                    <td>
                      <Reference delivery={delivery} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <ErrorState error={retry.error} />
          </>
        )
      }
    </Loaded>
  );
}

function DeliveryState({ delivery }: { delivery: InvoiceDelivery }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { state, attempts, lastError, nextAttemptAt, deliveredAt } = delivery;
  return (
    <>
      <Chip tone={tones[state]}>{t(`delivery.${state}`)}</Chip>{' '}
      {deliveredAt && <RelativeTime at={deliveredAt} />}
      {lastError && (
        <div className={styles.notice}>
          {lastError}
          <br />
          {t('delivery.attempts', { attempts: String(attempts ?? 0) })}
          {nextAttemptAt && (
            <>
              {', '}
              {t('delivery.next')} <RelativeTime at={nextAttemptAt} />
            </>
          )}
        </div>
      )}
    </>
  );
}

function Reference({ delivery }: { delivery: InvoiceDelivery }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { reference, link } = delivery;
  return link ? (
    <Link href={link} target="_blank">
      {reference ?? t('delivery.look')}
    </Link>
  ) : (
    <>{reference ?? '—'}</>
  );
}

/** What the portal itself does with an invoice has words here; the others bring theirs. */
function SinkName({ delivery }: { delivery: InvoiceDelivery }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { sink, title } = delivery;
  return sink === 'events' || sink === 'notifications' ? (
    <>{t(`delivery.${sink}`)}</>
  ) : (
    <>{title}</>
  );
}

function isUnderWay(answer: InvoiceDeliveryList | undefined) {
  return answer?.items.some(({ state }) => state === 'pending') ?? false;
}
