import { defaultEntityPresentation } from '@backstage/plugin-catalog-react';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { RiLayoutGridLine, RiListCheck } from '@remixicon/react';
import {
  type ListFilter,
  ListToolbar,
  type ServerTable,
} from '../../shared/table';
import type { DiscoverView } from './useDiscoverView';

/** @param known - products whose tags and owners are offered as choices */
export function DiscoverToolbar(props: {
  list: ServerTable<ApiProduct>;
  known: ApiProduct[];
  view: DiscoverView;
  onViewChange: (view: DiscoverView) => void;
}) {
  const { list, known, view, onViewChange } = props;
  return (
    <ListToolbar
      list={list}
      searchLabel="Search products"
      filters={productFilters(known)}
      actions={<ViewToggle view={view} onChange={onViewChange} />}
    />
  );
}

function productFilters(known: ApiProduct[]): ListFilter[] {
  return [
    {
      name: 'tag',
      label: 'Tag',
      any: 'All tags',
      options: distinct(known.flatMap(({ tags }) => tags)).map(tag => ({
        id: tag,
        label: tag,
      })),
    },
    {
      name: 'owner',
      label: 'Owner',
      any: 'All owners',
      options: distinct(known.map(({ owner }) => owner)).map(owner => ({
        id: owner,
        label: defaultEntityPresentation(owner).primaryTitle,
      })),
    },
    {
      name: 'price',
      label: 'Price',
      any: 'Any price',
      options: [
        { id: 'free', label: 'Free' },
        { id: 'paid', label: 'Paid' },
      ],
    },
  ];
}

function ViewToggle(props: {
  view: DiscoverView;
  onChange: (view: DiscoverView) => void;
}) {
  return (
    <ToggleButtonGroup
      aria-label="View"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[props.view]}
      onSelectionChange={([view]) => props.onChange(view as DiscoverView)}
    >
      <ToggleButton
        id="cards"
        aria-label="Cards"
        iconStart={<RiLayoutGridLine />}
      />
      <ToggleButton id="table" aria-label="Table" iconStart={<RiListCheck />} />
    </ToggleButtonGroup>
  );
}

function distinct(values: string[]) {
  return [...new Set(values)].sort((left, right) => left.localeCompare(right));
}
