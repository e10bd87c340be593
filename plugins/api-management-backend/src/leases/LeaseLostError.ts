import { CustomErrorBase } from '@backstage/errors';

/** Somebody else works on it by now, or a person decided on it. */
export class LeaseLostError extends CustomErrorBase {
  name = 'LeaseLostError' as const;
}
