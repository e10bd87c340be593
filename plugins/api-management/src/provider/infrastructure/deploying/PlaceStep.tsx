import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select, TextField } from '@backstage/ui';
import { FieldError, MenuFailures, useOperation } from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';
import styles from '../Infrastructure.module.css';
import { useAccountChoices } from './useAccountChoices';
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
        <AccountField deploying={deploying} />
        <RegionField deploying={deploying} />
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

function AccountField({ deploying }: Props) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { form, problems, change, template } = deploying;
  const { failure, ...menu } = useAccountChoices(
    template?.driver,
    form.accountLinkId,
  );
  return (
    <div>
      <Select
        label={t('stack.account')}
        description={t('infrastructure.accountHint')}
        isRequired
        {...menu}
        selectedKey={form.accountLinkId || null}
        onSelectionChange={key =>
          change({ accountLinkId: String(key ?? ''), region: '' })
        }
        isInvalid={'accountLinkId' in problems}
      />
      <MenuFailures menus={[{ label: t('stack.account'), failure }]} />
      <FieldError problem={problems.accountLinkId} />
    </div>
  );
}

function RegionField({ deploying }: Props) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { form, problems, change } = deploying;
  const account = useOperation(
    'getAccountLink',
    { path: { accountLinkId: form.accountLinkId } },
    { enabled: form.accountLinkId !== '' },
  );
  const regions = account.data?.availableRegions ?? [];
  return (
    <div>
      <Select
        label={t('stack.region')}
        description={t('infrastructure.regionHint')}
        isRequired
        isDisabled={regions.length === 0}
        options={regions.map(id => ({ id, label: id }))}
        selectedKey={form.region || null}
        onSelectionChange={key => change({ region: String(key ?? '') })}
        isInvalid={'region' in problems}
      />
      <FieldError problem={problems.region ?? account.error?.message} />
    </div>
  );
}
