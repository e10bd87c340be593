import { Button } from '@backstage/ui';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { EmptyState } from '../../shared/components';
import type { ServerTable } from '../../shared/table';

const noFilters = {
  search: undefined,
  tag: undefined,
  owner: undefined,
  price: undefined,
};

/** Says whether nothing is offered at all, or only nothing that the filters let through. */
export function DiscoverEmptyState({
  list,
}: {
  list: ServerTable<ApiProduct>;
}) {
  const { search, filters } = list.parameters;
  return search || Object.keys(filters).length > 0 ? (
    <EmptyState
      title="No product matches"
      description="Try fewer words, or clear the filters to see every product you may use."
      action={
        <Button variant="secondary" onPress={() => list.change(noFilters)}>
          Clear filters
        </Button>
      }
    />
  ) : (
    <EmptyState
      title="No product is offered to you yet"
      description="Products appear here once an API manager publishes one for you or your groups. Ask the team that owns the API you need."
    />
  );
}
