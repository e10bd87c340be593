import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  RegionImport,
  RegionStatus,
} from '@oaf/backstage-plugin-api-management-common';
import { Chip, formatCount, ProgressBar, type Tone } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import styles from './Accounts.module.css';
import { regionCondition, type RegionCondition } from './regions';

const tones: Record<RegionCondition, Tone> = {
  queued: 'neutral',
  running: 'warning',
  fresh: 'positive',
  stale: 'negative',
  unread: 'neutral',
};

/** How a region is; while an import runs, how far it is. */
export function RegionState({ region }: { region: RegionStatus }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const condition = regionCondition(region);
  return (
    <>
      <Chip tone={tones[condition]}>{t(`region.${condition}`)}</Chip>
      {region.import?.state === 'running' && (
        <ImportProgress progress={region.import} region={region.region} />
      )}
    </>
  );
}

function ImportProgress(props: { progress: RegionImport; region: string }) {
  const { listed, exported } = props.progress;
  return (
    <>
      <div className={styles.sentence}>
        {formatCount(listed)} seen · {formatCount(exported)} definitions read
      </div>
      <div className={styles.bar}>
        <ProgressBar
          label={`Definitions of ${props.region}`}
          done={exported}
          total={listed}
        />
      </div>
    </>
  );
}
