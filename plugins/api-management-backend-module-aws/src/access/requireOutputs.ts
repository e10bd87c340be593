import { ConflictError } from '@backstage/errors';
import type { AccessGateway } from '@oaf/backstage-plugin-api-management-node';

/** @throws ConflictError when the gateway's stack is of a template that does not tell all of these yet */
export function requireOutputs(
  { outputs, account, region }: AccessGateway,
  names: string[],
) {
  const missing = names.filter(name => !outputs[name]);
  if (missing.length > 0) {
    throw new ConflictError(
      `The gateway in ${region} of account ${
        account.alias
      } does not tell its ${missing.join(
        ', ',
      )}. Update its stack to the current template.`,
    );
  }
}
