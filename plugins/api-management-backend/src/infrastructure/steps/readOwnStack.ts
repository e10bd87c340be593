import { ConflictError } from '@backstage/errors';
import type { StackState } from '@oaf/backstage-plugin-api-management-node';
import type { Job } from './Step';

/**
 * The stack of that name. One that was never more than a review is nobody's.
 *
 * @throws ConflictError when somebody else deployed it
 */
export async function readOwnStack({
  driver,
  target,
  call,
}: Job): Promise<StackState | undefined> {
  const { account, region, stackName, installation } = target;
  const stack = await driver.readStack({ ...target, stackId: undefined }, call);
  const isForeign =
    stack &&
    stack.installation !== installation &&
    (stack.condition !== 'review' || stack.installation !== undefined);
  if (isForeign) {
    throw new ConflictError(
      `Account ${account.alias} has a stack ${stackName} in ${region} that this installation did not deploy, so it stays as it is. Choose another name, or remove that stack in the account if nobody needs it.`,
    );
  }
  return stack;
}
