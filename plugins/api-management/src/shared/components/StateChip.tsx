import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  AccountLinkState,
  BillState,
  CredentialState,
  DeploymentState,
  PlanChangeState,
  PlanState,
  ProductState,
  PublicationState,
  SubscriptionState,
} from '@oaf/backstage-plugin-api-management-common';
import { apiManagementTranslationRef } from '../../translation';
import styles from './StateChip.module.css';

/** Any state of the product's state machines. */
export type State =
  | AccountLinkState
  | BillState
  | CredentialState
  | DeploymentState
  | PlanChangeState
  | PlanState
  | ProductState
  | PublicationState
  | SubscriptionState;

/** Colour of a chip, by what it means. */
export type Tone = 'positive' | 'warning' | 'negative' | 'neutral';

const tones: Record<State, Tone> = {
  draft: 'neutral',
  published: 'positive',
  deprecated: 'warning',
  retired: 'neutral',
  closed: 'neutral',
  requested: 'warning',
  approved: 'warning',
  rejected: 'negative',
  withdrawn: 'neutral',
  provisioning: 'warning',
  active: 'positive',
  failed: 'negative',
  suspended: 'warning',
  ending: 'warning',
  ended: 'neutral',
  issued: 'neutral',
  rotating: 'warning',
  overlapping: 'warning',
  finished: 'positive',
  stopped: 'neutral',
  used: 'neutral',
  replaced: 'neutral',
  revoked: 'negative',
  expired: 'negative',
  pending: 'warning',
  verified: 'positive',
  degraded: 'warning',
  unlinked: 'neutral',
  open: 'neutral',
  closing: 'warning',
  queued: 'neutral',
  uploading: 'warning',
  previewing: 'warning',
  'awaiting-confirmation': 'warning',
  executing: 'warning',
  'deleting-kept': 'warning',
  cancelling: 'warning',
  succeeded: 'positive',
  cancelled: 'neutral',
  absent: 'neutral',
  applying: 'warning',
  'rolling-back': 'warning',
  withdrawing: 'warning',
};

/** A state as a word beside a coloured dot. */
export function StateChip({ state }: { state: State }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return <Chip tone={tones[state]}>{t(`state.${state}`)}</Chip>;
}

/** A word beside a coloured dot, for what is no state of a state machine, e.g. "Fresh". */
export function Chip(props: { tone: Tone; children: string }) {
  return (
    <span className={styles.chip} data-tone={props.tone}>
      {props.children}
    </span>
  );
}
