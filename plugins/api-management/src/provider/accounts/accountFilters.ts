import {
  type AccountLinkState,
  type GatewayDriverInfo,
  type ListAccountLinks,
} from '@oaf/backstage-plugin-api-management-common';
import type { ListFilter, MenuFailure } from '../../shared';

const states: AccountLinkState[] = [
  'pending',
  'verified',
  'degraded',
  'unlinked',
];

/** Filters of the list of linked accounts. */
export function accountFilters(
  drivers: GatewayDriverInfo[],
  describe: (state: AccountLinkState) => string,
  failure?: MenuFailure,
): ListFilter[] {
  return [
    {
      name: 'state',
      label: 'State',
      any: 'All states',
      options: states.map(id => ({ id, label: describe(id) })),
    },
    {
      name: 'fresh',
      label: 'Freshness',
      any: 'Fresh or not',
      options: [
        { id: 'true', label: 'All regions fresh' },
        { id: 'false', label: 'Some region not fresh' },
      ],
    },
    ...(drivers.length > 1 || failure
      ? [{ ...driverFilter(drivers), failure }]
      : []),
  ];
}

function driverFilter(drivers: GatewayDriverInfo[]): ListFilter {
  return {
    name: 'driver',
    label: 'Driver',
    any: 'All drivers',
    options: drivers.map(({ type, title }) => ({ id: type, label: title })),
  };
}

/** The chosen filters as the backend wants them. */
export function toAccountQuery(
  filters: Record<string, string>,
): ListAccountLinks['query'] {
  const state = states.find(each => each === filters.state);
  return {
    state: state && [state],
    fresh: filters.fresh ? filters.fresh === 'true' : undefined,
    driver: filters.driver,
  };
}
