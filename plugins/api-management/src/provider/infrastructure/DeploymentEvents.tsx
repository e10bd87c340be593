import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Deployment,
  DeploymentEvent,
} from '@oaf/backstage-plugin-api-management-common';
import {
  Chip,
  EmptyState,
  formatClock,
  formatExact,
  Loaded,
  type Tone,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import styles from './Infrastructure.module.css';
import { useDeploymentEvents } from './useDeploymentEvents';
import { useStickToEnd } from './useStickToEnd';

const tones: Record<DeploymentEvent['kind'], Tone> = {
  begun: 'neutral',
  done: 'positive',
  failed: 'negative',
  cancelled: 'neutral',
  settled: 'positive',
  undone: 'negative',
  removed: 'neutral',
  note: 'neutral',
};

/** What happens to a deployment's resources, as it comes; the newest is in sight. */
export function DeploymentEvents({ deployment }: { deployment: Deployment }) {
  return (
    <Loaded query={useDeploymentEvents(deployment)}>
      {({ items }) => <EventLog events={items} />}
    </Loaded>
  );
}

function EventLog({ events }: { events: DeploymentEvent[] }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const stick = useStickToEnd<HTMLDivElement>(events.length);
  if (events.length === 0) {
    return <EmptyState title={t('deployment.noEvents')} />;
  }
  return (
    <div
      {...stick}
      className={styles.events}
      role="log"
      aria-label={t('deployment.events')}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard
      tabIndex={0}
    >
      {events.map(event => (
        <EventLine key={event.position} event={event} />
      ))}
    </div>
  );
}

function EventLine({ event }: { event: DeploymentEvent }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { at, resource, type, status, kind, reason } = event;
  return (
    <div className={styles.event}>
      <time dateTime={String(at)} title={formatExact(at)}>
        {formatClock(at)}
      </time>
      <span className={styles.resource}>
        <strong>{resource}</strong> <span className={styles.quiet}>{type}</span>
      </span>
      <span title={status}>
        <Chip tone={tones[kind]}>
          {kind === 'note' ? status : t(`deploymentEvent.${kind}`)}
        </Chip>
      </span>
      {reason && <p className={styles.reason}>{reason}</p>}
    </div>
  );
}
