import type { Step } from './Step';

/** Nobody confirmed it in time. */
export const expire: Step = async () => ({ state: 'cancelling' });
