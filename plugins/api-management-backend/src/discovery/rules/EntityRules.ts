import type { DiscoveredApi } from '@oaf/backstage-plugin-api-management-node';
import type { EntityMapping } from '../snapshot/SnapshotStore';

/** What rules may look at. Stage variables are not among it: they may hold secrets. */
export type RuleInput = Pick<
  DiscoveredApi,
  'title' | 'tags' | 'region' | 'stage' | 'protocol' | 'apiId'
> & { accountId: string; accountAlias: string };

export type MappedEntity = {
  mapping: EntityMapping;
  /** What could not be used and what to set, as sentences for the API's manager. */
  notes: string[];
};

/** How an API of a gateway becomes an entity of somebody. */
export interface EntityRules {
  /** Differs whenever the same input may be mapped otherwise. */
  readonly version: string;
  /** Rules look at the account's alias, so that a new alias may change entities. */
  readonly useAlias: boolean;
  map(input: RuleInput): Promise<MappedEntity>;
}
