import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type {
  DriftAction,
  DriftFinding,
} from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { ConfirmDialog, useOperationMutation } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { AdoptDialog } from './AdoptDialog';
import styles from './Drift.module.css';

/** What the reader can do about a finding. */
export function DriftActions({ finding }: { finding: DriftFinding }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const [asked, setAsked] = useState<DriftAction>();
  if (finding.actions.length === 0) {
    return null;
  }
  const close = () => setAsked(undefined);
  return (
    <div className={styles.actions}>
      {finding.actions.map((action, index) => (
        <Button
          key={action}
          size="small"
          variant={index === 0 ? 'primary' : 'secondary'}
          onPress={() => setAsked(action)}
        >
          {t(`gatewayDriftAction.${action}`)}
        </Button>
      ))}
      {asked === 'adopt' && <AdoptDialog finding={finding} onClose={close} />}
      {asked && asked !== 'adopt' && (
        <DecisionDialog finding={finding} action={asked} onClose={close} />
      )}
    </div>
  );
}

function DecisionDialog(props: {
  finding: DriftFinding;
  action: Exclude<DriftAction, 'adopt'>;
  onClose: () => void;
}) {
  const { finding, action, onClose } = props;
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const transition = useOperationMutation('transitionDriftFinding');
  const word = t(`gatewayDriftAction.${action}`);
  return (
    <ConfirmDialog
      isOpen
      title={`${word}: ${t(`gatewayDriftKind.${finding.kind}`)}`}
      action={word}
      reason={action === 'ignore' ? 'required' : undefined}
      onConfirm={reason =>
        transition.mutateAsync({
          path: { findingId: finding.id },
          body: { action, ...(reason && { reason }) },
        })
      }
      onClose={onClose}
    >
      {t(consequenceOf(finding, action))}
    </ConfirmDialog>
  );
}

/** What a decision will touch. */
function consequenceOf(
  { kind, difference }: DriftFinding,
  action: Exclude<DriftAction, 'adopt'>,
) {
  if (action !== 'repair') {
    return `gatewayDriftConsequence.${action}` as const;
  }
  switch (kind) {
    case 'grant':
      return difference === 'foreign'
        ? 'gatewayDriftConsequence.removeGrant'
        : 'gatewayDriftConsequence.handOver';
    case 'api-key':
    case 'usage-plan-key':
      return 'gatewayDriftConsequence.handOver';
    case 'usage-plan':
      return 'gatewayDriftConsequence.handOverAll';
    default:
      return 'gatewayDriftConsequence.publish';
  }
}
