import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Link, Text } from '@backstage/ui';
import type {
  DriftDifference,
  DriftFinding,
  DriftState,
} from '@oaf/backstage-plugin-api-management-common';
import {
  Chip,
  EntityName,
  RelativeTime,
  type Tone,
  useProviderPaths,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import styles from './Drift.module.css';
import { DriftActions } from './DriftActions';

const differences: Record<DriftDifference, Tone> = {
  missing: 'negative',
  changed: 'warning',
  foreign: 'warning',
};

const states: Record<DriftState, Tone> = {
  open: 'warning',
  ignored: 'neutral',
  repairing: 'warning',
  repaired: 'positive',
  adopted: 'positive',
  gone: 'neutral',
};

/** One thing at a gateway that is not as it should be, and what can be done about it. */
export function DriftEntry({ finding }: { finding: DriftFinding }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { kind, difference, state, detail, failure, reason } = finding;
  const title = t(`gatewayDriftKind.${kind}`);
  return (
    <section className={styles.entry} aria-label={title}>
      <header className={styles.head}>
        <Text as="h3" weight="bold">
          {title}
        </Text>
        <span className={styles.chips}>
          <Chip tone={differences[difference]}>
            {t(`gatewayDriftDifference.${difference}`)}
          </Chip>
          <Chip tone={states[state]}>{t(`gatewayDriftState.${state}`)}</Chip>
        </span>
      </header>
      <Text as="p">{detail}</Text>
      <Where finding={finding} />
      {state === 'ignored' && reason && (
        <Text as="p" variant="body-small" color="secondary">
          {t('gatewayDrift.ignoredBecause')}{' '}
          <EntityName entityRef={finding.decidedBy ?? ''} />: {reason}
        </Text>
      )}
      {failure && <Alert status="danger" icon title={failure} />}
      <DriftActions finding={finding} />
    </section>
  );
}

function Where({ finding }: { finding: DriftFinding }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = useProviderPaths();
  const { product, subscription, gateway, account, region } = finding;
  return (
    <Text as="p" variant="body-small" color="secondary">
      {[gateway.title ?? gateway.id, account, region]
        .filter(Boolean)
        .join(' · ')}
      {product && (
        <>
          {' · '}
          <Named
            href={paths?.product(product.id)}
            title={product.title}
            id={product.id}
          />
        </>
      )}
      {subscription && (
        <>
          {' · '}
          <Named
            href={paths?.subscription(subscription.id)}
            title={subscription.title}
            id={subscription.id}
          />
        </>
      )}
      {` · ${t('gatewayDrift.since')} `}
      <RelativeTime at={finding.firstSeenAt} />
    </Text>
  );
}

/** What is not there any more has no title, and no page. */
function Named(props: { href?: string; title?: string; id: string }) {
  const { href, title, id } = props;
  return href && title ? <Link href={href}>{title}</Link> : <>{title ?? id}</>;
}
