import { defaultEntityPresentation } from '@backstage/plugin-catalog-react';
import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import type {
  ApiProduct,
  FacetValue,
  ProductFacets,
} from '@oaf/backstage-plugin-api-management-common';
import { RiLayoutGridLine, RiListCheck } from '@remixicon/react';
import {
  type ListFilter,
  ListToolbar,
  type MenuFailure,
  type ServerTable,
} from '../../shared/table';
import type { DiscoverView } from './useDiscoverView';

export function DiscoverToolbar(props: {
  list: ServerTable<ApiProduct>;
  /** What the menus offer; undefined while it is read. */
  facets: ProductFacets | undefined;
  facetsFailure: MenuFailure | undefined;
  view: DiscoverView;
  onViewChange: (view: DiscoverView) => void;
}) {
  const { list, facets, facetsFailure, view, onViewChange } = props;
  return (
    <ListToolbar
      list={list}
      searchLabel="Search products"
      filters={productFilters(facets, facetsFailure)}
      actions={<ViewToggle view={view} onChange={onViewChange} />}
    />
  );
}

function productFilters(
  facets: ProductFacets | undefined,
  failure: MenuFailure | undefined,
): ListFilter[] {
  return [
    {
      name: 'tag',
      label: 'Tag',
      any: 'All tags',
      options: toOptions(facets?.tags),
      failure,
    },
    {
      name: 'owner',
      label: 'Owner',
      any: 'All owners',
      options: toOptions(
        facets?.owners,
        owner => defaultEntityPresentation(owner).primaryTitle,
      ),
      failure,
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

function toOptions(
  values: FacetValue[] = [],
  labelOf = (value: string) => value,
) {
  return values.map(({ value }) => ({ id: value, label: labelOf(value) }));
}
