import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  OWN_TEMPLATE,
  type Stack,
  type StackDrift,
} from '@oaf/backstage-plugin-api-management-common';
import { Chip, type Tone } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';

/** Whether there is another version of a stack's template; of one that came with it nobody knows. */
export function VersionChip({ stack }: { stack: Stack }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  if (stack.template === OWN_TEMPLATE) {
    return <Chip tone="neutral">{t('stack.ownTemplate')}</Chip>;
  }
  return stack.updateAvailable ? (
    <Chip tone="warning">{t('stack.updateAvailable')}</Chip>
  ) : (
    <Chip tone="positive">{t('stack.current')}</Chip>
  );
}

const tones: Record<StackDrift['state'], Tone> = {
  unknown: 'neutral',
  detecting: 'warning',
  'in-sync': 'positive',
  drifted: 'negative',
};

/** Whether somebody changed a stack's resources by hand. */
export function DriftChip({ drift }: { drift: StackDrift }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return <Chip tone={tones[drift.state]}>{t(`drift.${drift.state}`)}</Chip>;
}
