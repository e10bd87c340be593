import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import type { Stack } from '@oaf/backstage-plugin-api-management-common';
import { ErrorState, FieldError, useOperation } from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';

/** Which stack is meant. */
export type StackPlace = {
  accountLinkId: string;
  region: string;
  stackName: string;
};

const placeOf = ({ accountLinkId, region, name }: Stack): StackPlace => ({
  accountLinkId,
  region,
  stackName: name,
});

/** None of the parts has a slash in it. */
const keyOf = ({ accountLinkId, region, stackName }: StackPlace) =>
  [accountLinkId, region, stackName].join('/');

/** More stacks than an installation has. */
const limit = 200;

/** Chooses one of the stacks that are deployed. */
export function StackSelect(props: {
  value?: StackPlace;
  problem?: string;
  onChange: (place: StackPlace | undefined) => void;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { value, problem, onChange } = props;
  const stacks = useOperation('listStacks', {
    query: { limit, orderBy: 'name:asc' },
  });
  const items = stacks.data?.items ?? [];
  const choose = (key: string) =>
    onChange(items.map(placeOf).find(place => keyOf(place) === key));
  return (
    <div>
      <Select
        label={t('stack.name')}
        description={t(
          stacks.data?.totalItems === 0
            ? 'infrastructure.noStack'
            : 'infrastructure.stackHint',
        )}
        isRequired
        isDisabled={items.length === 0}
        options={items.map(stack => ({
          id: keyOf(placeOf(stack)),
          label: stack.name,
          description: `${stack.accountAlias}, ${stack.region}`,
        }))}
        selectedKey={value ? keyOf(value) : null}
        onSelectionChange={key => choose(String(key ?? ''))}
        isInvalid={problem !== undefined}
      />
      <ErrorState error={stacks.error} />
      <FieldError problem={problem} />
    </div>
  );
}
