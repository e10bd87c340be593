import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Select } from '@backstage/ui';
import { apiManagementTranslationRef } from '../../../translation';
import { ListSearch, ListToolbarFrame } from '../../table';
import { refusals } from './reasonOf';
import { dayChoices, type useCalls } from './useCalls';

const classes = [2, 3, 4, 5];
const ANY = '';

/** What is searched for; each choice asks the server. */
export function CallFilters({ list }: { list: ReturnType<typeof useCalls> }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { days, search, filters, change, renew } = list;
  const select = (
    name: string,
    label: string,
    options: Array<{ id: string; label: string }>,
  ) => (
    <Select
      size="small"
      aria-label={label}
      options={options}
      selectedKey={filters[name] ?? ANY}
      onSelectionChange={key => change({ [name]: String(key ?? ANY) })}
    />
  );
  return (
    <ListToolbarFrame
      actions={
        <Flex gap="2" align="center">
          <Select
            size="small"
            aria-label={t('calls.range')}
            options={dayChoices.map(each => ({
              id: String(each),
              label:
                each === 1
                  ? t('calls.lastDay')
                  : t('calls.lastDays', { days: String(each) }),
            }))}
            selectedKey={String(days)}
            onSelectionChange={key => change({ days: String(key) })}
          />
          <Button size="small" variant="secondary" onPress={renew}>
            {t('calls.renew')}
          </Button>
        </Flex>
      }
    >
      <ListSearch
        label={t('calls.requestId')}
        value={search ?? ''}
        onChange={text => change({ search: text })}
      />
      {select('statusClass', t('usage.status'), [
        { id: ANY, label: t('usage.allStatuses') },
        ...classes.map(each => ({ id: String(each), label: `${each}xx` })),
      ])}
      {select('error', t('calls.why'), [
        { id: ANY, label: t('calls.anyReason') },
        ...refusals.map(id => ({ id, label: id })),
      ])}
      {filters.operation &&
        select('operation', t('usage.operation'), [
          { id: ANY, label: t('usage.allOperations') },
          { id: filters.operation, label: filters.operation },
        ])}
    </ListToolbarFrame>
  );
}
