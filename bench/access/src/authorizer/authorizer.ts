import type { Measurement } from '../measurement/Measurement';

export const authorizer: Measurement = {
  title: 'Authorizer',
  measure: async () => [],
};
