import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, TextField } from '@backstage/ui';
import { FieldError } from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';
import styles from '../Infrastructure.module.css';
import { AccountSelect } from './AccountSelect';
import { RegionSelect } from './RegionSelect';
import type { Deploying } from './useDeploymentForm';

type Props = { deploying: Deploying };

/** Asks where to deploy, and under which name. */
export function PlaceStep({ deploying }: Props) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { form, problems, change } = deploying;
  return (
    <form
      className={styles.fields}
      noValidate
      aria-label={t('deployStep.place')}
      onSubmit={event => {
        event.preventDefault();
        deploying.goToParameters();
      }}
    >
      <div className={styles.pair}>
        <AccountSelect
          driver={deploying.template?.driver}
          value={form.accountLinkId}
          problem={problems.accountLinkId}
          onChange={accountLinkId => change({ accountLinkId, region: '' })}
        />
        <RegionSelect
          accountLinkId={form.accountLinkId}
          value={form.region}
          problem={problems.region}
          onChange={region => change({ region })}
        />
      </div>
      <div>
        <TextField
          label={t('stack.name')}
          description={t('infrastructure.stackName')}
          isRequired
          autoComplete="off"
          maxLength={64}
          value={form.stackName}
          onChange={stackName => change({ stackName })}
          isInvalid={'stackName' in problems}
        />
        <FieldError problem={problems.stackName} />
      </div>
      <div>
        <Button type="submit">{t('infrastructure.goOn')}</Button>
      </div>
    </form>
  );
}
