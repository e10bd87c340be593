import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { FieldError, MenuFailures } from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';
import { useAccountChoices } from './useAccountChoices';

/** Chooses a linked account to deploy into; those that cannot be say why. */
export function AccountSelect(props: {
  /** Whose accounts; absent: all. */
  driver?: string;
  /** Id of the account link; empty: none is chosen. */
  value: string;
  problem?: string;
  onChange: (accountLinkId: string) => void;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { driver, value, problem, onChange } = props;
  const { failure, ...menu } = useAccountChoices(driver, value);
  return (
    <div>
      <Select
        label={t('stack.account')}
        description={t('infrastructure.accountHint')}
        isRequired
        {...menu}
        selectedKey={value || null}
        onSelectionChange={key => onChange(String(key ?? ''))}
        isInvalid={problem !== undefined}
      />
      <MenuFailures menus={[{ label: t('stack.account'), failure }]} />
      <FieldError problem={problem} />
    </div>
  );
}
