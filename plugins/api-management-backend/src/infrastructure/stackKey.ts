import type { StackPlace } from './DeploymentStore';

/** The same for all links that an account had, and for no other stack. */
export function stackKey({
  accountKey,
  region,
  stackName,
}: Omit<StackPlace, 'accountLinkId'>): string {
  return `${accountKey}/${region}/${stackName}`;
}
