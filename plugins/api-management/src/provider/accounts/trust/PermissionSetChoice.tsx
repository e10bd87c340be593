import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox, CheckboxGroup, Switch } from '@backstage/ui';
import type { PermissionSet } from '@oaf/backstage-plugin-api-management-common';
import { apiManagementTranslationRef } from '../../../translation';
import styles from './Trust.module.css';

/** What the role shall be made for. */
export type TrustChoice = { permissionSets: PermissionSet[]; events: boolean };

const sets: PermissionSet[] = ['import', 'provision', 'deploy'];

type Props = {
  choice: TrustChoice;
  eventsAvailable: boolean;
  onChange: (patch: Partial<TrustChoice>) => void;
};

/** What the role may do; reading APIs is the least. */
export function PermissionSetChoice(props: Props) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { choice, eventsAvailable, onChange } = props;
  return (
    <>
      <CheckboxGroup
        label="The role may"
        value={choice.permissionSets}
        onChange={chosen =>
          onChange({ permissionSets: sets.filter(set => chosen.includes(set)) })
        }
      >
        {sets.map(set => (
          <Checkbox key={set} value={set} isDisabled={set === 'import'}>
            <span className={styles.set}>
              {t(`permissionSet.${set}`)}
              <span className={styles.quiet}>
                {t(`permissionSetDetail.${set}`)}
              </span>
            </span>
          </Checkbox>
        ))}
      </CheckboxGroup>
      {eventsAvailable && (
        <Switch
          label="Send changes of APIs to this installation's queue, so that they show within seconds"
          isSelected={choice.events}
          onChange={events => onChange({ events })}
        />
      )}
    </>
  );
}
