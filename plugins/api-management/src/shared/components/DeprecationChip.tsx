import type { ProductState } from '@oaf/backstage-plugin-api-management-common';
import { StateChip } from './StateChip';

/** Says of a product that it takes no more subscriptions; nothing of any other. */
export const DeprecationChip = ({ state }: { state: ProductState }) =>
  state === 'deprecated' ? <StateChip state={state} /> : null;
