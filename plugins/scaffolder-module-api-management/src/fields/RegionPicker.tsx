import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { RegionSelect } from '@oaf/backstage-plugin-api-management/fields';
import { useEffect, useRef } from 'react';
import { accountOf } from './formValues';

/** Chooses one of the regions that are enabled in the account of the form. */
export default function RegionPicker({
  formData = '',
  formContext,
  onChange,
}: FieldExtensionComponentProps<string>) {
  const account = accountOf(formContext);
  const former = useRef(account);
  useEffect(() => {
    if (former.current !== account) {
      former.current = account;
      onChange(undefined);
    }
  }, [account, onChange]);
  return (
    <RegionSelect
      accountLinkId={account}
      value={formData}
      onChange={region => onChange(region || undefined)}
    />
  );
}
