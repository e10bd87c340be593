import type { DeploymentChange } from '@oaf/backstage-plugin-api-management-common';
import { countOf } from '../../shared';

const removals: ReadonlyArray<DeploymentChange['action']> = [
  'remove',
  'snapshot',
  'remove-kept',
];

/** `2 resources are removed, 1 resource is replaced`; undefined when nothing is lost. */
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
    ...say('removed', ({ action }) => removals.includes(action)),
    ...say('replaced', ({ action }) => action === 'replace'),
    ...say(
      'perhaps replaced',
      ({ action, mayReplace }) => action === 'modify' && mayReplace,
    ),
  ];
  if (said.length === 0) {
    return undefined;
  }
  return [...said, ...say('kept', ({ action }) => action === 'keep')].join(
    ', ',
  );
}
