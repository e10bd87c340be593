import type { DeploymentChange } from '@oaf/backstage-plugin-api-management-common';
import { countOf } from '../../shared';

/** `2 resources are removed, 1 resource is replaced`; undefined when none is. */
export function describeLoss(changes: DeploymentChange[]): string | undefined {
  const say = (
    words: string,
    isMeant: (change: DeploymentChange) => boolean,
  ) => {
    const count = changes.filter(isMeant).length;
    return count > 0
      ? [`${countOf(count, 'resource')} ${count === 1 ? 'is' : 'are'} ${words}`]
      : [];
  };
  const said = [
    ...say('removed', ({ action }) => action === 'remove'),
    ...say('replaced', ({ action }) => action === 'replace'),
    ...say(
      'perhaps replaced',
      ({ action, mayReplace }) => action === 'modify' && mayReplace,
    ),
  ];
  return said.join(', ') || undefined;
}
