import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import type {
  ApiProduct,
  Publication,
  PublicationAction,
  PublicationChange,
  PublicationLocation,
  PublicationPlan,
} from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import {
  Chip,
  ConfirmDialog,
  formatCount,
  Loaded,
  type Tone,
  useOperation,
  useOperationMutation,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { LocationChoice } from './LocationChoice';
import styles from './Publications.module.css';
import { wordOf } from './wordOf';

type Props = {
  product: ApiProduct;
  publication: Publication;
  action: PublicationAction;
  onClose: () => void;
};

/** Shows what would change at a gateway, and confirms exactly that. */
export function PublicationDialog(props: Props) {
  const { product, publication, action, onClose } = props;
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const path = { productId: product.id, gatewayId: publication.gatewayId };
  const transition = useOperationMutation('transitionPublication');
  const [locations, setLocations] = useState<PublicationLocation[]>([]);
  const choice = locations.length > 0 ? { locations } : {};
  const plan = useOperation(
    'planPublication',
    { path, body: { action, ...choice } },
    // What is under way is not planned again.
    { staleTime: 0, enabled: transition.isIdle || transition.isError },
  );
  const word = t(`publicationAction.${wordOf(action, publication)}`);
  return (
    <ConfirmDialog
      isOpen
      isWide
      destructive={action === 'withdraw'}
      title={`${word}: ${publication.title}`}
      action={word}
      blocked={useBlocked(plan)}
      onConfirm={() =>
        transition.mutateAsync({
          path,
          body: { action, digest: plan.data?.digest ?? '', ...choice },
        })
      }
      onClose={onClose}
    >
      {action === 'apply' && (
        <LocationChoice
          apis={publication.apis}
          chosen={locations}
          onChange={setLocations}
        />
      )}
      <Loaded query={plan}>{answer => <Plan plan={answer} />}</Loaded>
    </ConfirmDialog>
  );
}

function useBlocked(plan: { data?: PublicationPlan }): string | undefined {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  if (!plan.data) {
    return t('form.previewing');
  }
  return plan.data.obstacles.length > 0
    ? t('publication.notPossible')
    : undefined;
}

function Plan({ plan }: { plan: PublicationPlan }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const changes = plan.changes.filter(({ action }) => action !== 'keep');
  return (
    <div className={styles.plan}>
      {plan.obstacles.map(obstacle => (
        <Alert key={obstacle} status="danger" icon title={obstacle} />
      ))}
      {plan.warnings.map(warning => (
        <Alert key={warning} status="warning" icon title={warning} />
      ))}
      <Text as="p">
        {changes.length === 0
          ? t('publication.changesNothing')
          : t('publication.plan', {
              changes: formatCount(changes.length),
              calls: formatCount(plan.calls),
              seconds: formatCount(Math.ceil(plan.seconds)),
            })}
      </Text>
      <Changes changes={changes} />
      <Bypass bypass={plan.bypass} />
    </div>
  );
}

const tones: Record<PublicationChange['action'], Tone> = {
  add: 'positive',
  change: 'warning',
  remove: 'negative',
  keep: 'neutral',
};

function Changes({ changes }: { changes: PublicationChange[] }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <ul className={styles.changes}>
      {changes.map(({ action, kind, path, detail }) => (
        <li key={`${kind} ${path} ${detail}`}>
          <Chip tone={tones[action]}>{t(`publicationChange.${action}`)}</Chip>
          <span>
            {t(`publicationKind.${kind}`)} <code>{path}</code>
            <Text as="p" variant="body-small" color="secondary">
              {detail}
            </Text>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Whoever can call an API past the gateway pays nothing and is not asked who it is. */
function Bypass({ bypass }: Pick<PublicationPlan, 'bypass'>) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const open = bypass.filter(({ possible }) => possible !== false);
  return (
    <>
      {open.map(({ gatewayApiId, title, possible, why, remedy }) => (
        <Alert
          key={gatewayApiId}
          status="warning"
          icon
          title={t(
            possible ? 'publication.bypass' : 'publication.bypassUnknown',
            { title },
          )}
          description={[why, remedy].filter(Boolean).join(' ')}
        />
      ))}
    </>
  );
}
