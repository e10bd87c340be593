import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField, Select } from '@backstage/ui';
import { type ReactNode, useEffect, useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { apiManagementTranslationRef } from '../../translation';
import { MenuFailures } from './MenuFailures';
import styles from './table.module.css';
import type { MenuOption, ServerOptions } from './useServerOptions';
import type { ServerTable } from './useServerTable';

/** A choice that narrows the list. */
export type ListFilter = {
  name: string;
  label: string;
  /** Says that the filter is not set, e.g. "All states". */
  any: string;
  options: MenuOption[];
} & Partial<Omit<ServerOptions, 'options'>>;

const anyId = '';

/** Search and filters of a list, its actions on the right. */
export function ListToolbar(props: {
  list: ServerTable<any>;
  searchLabel?: string;
  filters?: ListFilter[];
  actions?: ReactNode;
}) {
  const { list, searchLabel, filters = [], actions } = props;
  const { parameters, change } = list;
  return (
    <div className={styles.toolbar} role="search">
      {searchLabel && (
        <ListSearch
          label={searchLabel}
          value={parameters.search ?? ''}
          onChange={search => change({ search })}
        />
      )}
      {filters.map(({ name, label, any, options, failure: _, ...menu }) => (
        <div key={name} className={styles.filter}>
          <Select
            aria-label={label}
            options={[{ id: anyId, label: any }, ...options]}
            {...menu}
            selectedKey={parameters.filters[name] ?? anyId}
            onSelectionChange={key => change({ [name]: String(key ?? '') })}
          />
        </div>
      ))}
      <span className={styles.grow} />
      {actions}
      <MenuFailures menus={filters} />
    </div>
  );
}

/** Searches a list at the server, once the reader pauses. */
export function ListSearch(props: {
  label: string;
  value: string;
  onChange: (search: string) => void;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { label, value, onChange } = props;
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useDebounce(() => typed !== value && onChange(typed), 300, [
    typed,
    value,
    onChange,
  ]);
  return (
    <SearchField
      aria-label={label}
      placeholder={t('common.search')}
      className={styles.search}
      size="small"
      value={typed}
      onChange={setTyped}
    />
  );
}

/** Choices above something that is no list, actions on the right. */
export const ListToolbarFrame = (props: {
  children?: ReactNode;
  actions?: ReactNode;
}) => (
  <div className={styles.toolbar}>
    {props.children}
    <span className={styles.grow} />
    {props.actions}
  </div>
);
