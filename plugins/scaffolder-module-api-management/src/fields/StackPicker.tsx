import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import {
  type StackPlace,
  StackSelect,
} from '@oaf/backstage-plugin-api-management/fields';

/** Chooses a deployed stack; its value says where that is. */
export default function StackPicker({
  formData,
  onChange,
}: FieldExtensionComponentProps<Partial<StackPlace>>) {
  return <StackSelect value={toPlace(formData)} onChange={onChange} />;
}

/** The form begins with an object of nothing. */
function toPlace({
  accountLinkId,
  region,
  stackName,
}: Partial<StackPlace> = {}) {
  return accountLinkId && region && stackName
    ? { accountLinkId, region, stackName }
    : undefined;
}
