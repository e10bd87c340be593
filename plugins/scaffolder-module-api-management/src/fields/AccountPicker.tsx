import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { AccountSelect } from '@oaf/backstage-plugin-api-management/fields';

/** Chooses a linked account; its value is the id of the account link. */
export default function AccountPicker({
  formData = '',
  onChange,
  uiSchema,
}: FieldExtensionComponentProps<string, { driver?: string }>) {
  return (
    <AccountSelect
      driver={uiSchema['ui:options']?.driver}
      value={formData}
      onChange={id => onChange(id || undefined)}
    />
  );
}
