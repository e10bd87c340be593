import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { GatewayApi } from '@oaf/backstage-plugin-api-management-common';
import { Chip, type Tone } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import {
  definitionCondition,
  type DefinitionCondition,
} from './definitionCondition';
import styles from './GatewayApis.module.css';

const tones: Record<DefinitionCondition['name'], Tone> = {
  failed: 'negative',
  partial: 'warning',
  breaking: 'warning',
  complete: 'positive',
};

/** How good what we know of an API is, with the reason when it is less than all. */
export function DefinitionChip({ api }: { api: GatewayApi }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { name, detail } = definitionCondition(api);
  return (
    <>
      <Chip tone={tones[name]}>{t(`definition.${name}`)}</Chip>
      {detail && (
        <div className={styles.reason} title={detail}>
          {detail}
        </div>
      )}
    </>
  );
}
