import type { StackTarget } from '@oaf/backstage-plugin-api-management-node';
import type { ClientConfig } from '../DeploymentClients';
import { INSTALLATION_TAG } from '../stackStates';

/** What a resource is deleted with. */
export type KeptCall = {
  config: ClientConfig;
  target: StackTarget;
  signal: AbortSignal;
};

/**
 * - `deleted`: it is not there any more
 * - `waits`: it can be got back until its time is over
 * - `goes`: AWS is at work, or there was too much of it for one call
 * - `foreign`: it does not carry the installation's tag, and stays
 */
export type Outcome = 'deleted' | 'waits' | 'goes' | 'foreign';

/** Deletes one kept resource, as far as it goes at once; may be cut off anywhere, and asked again. */
export type Deletion = (physicalId: string, call: KeptCall) => Promise<Outcome>;

/** What goes in its time carries it in place of the installation's tag, so that a repeat knows it for ours. */
export const DELETING_TAG = 'oaf:deleting';

/** How long keys and secrets can be got back; AWS takes no more. */
export const RECOVERY_DAYS = 30;

type Tags = Record<string, string | undefined>;

/** By key, of the shapes in which AWS gives them. */
export function toTags(
  list: Array<{
    Key?: string;
    Value?: string;
    TagKey?: string;
    TagValue?: string;
  }> = [],
): Tags {
  return Object.fromEntries(
    list.map(tag => [tag.Key ?? tag.TagKey, tag.Value ?? tag.TagValue]),
  );
}

export function isOurs(tags: Tags, { installation }: StackTarget): boolean {
  return [tags[INSTALLATION_TAG], tags[DELETING_TAG]].includes(installation);
}

/** `deleted` for an error of this name, which says that it is not there. */
export function deletedIf(pattern: RegExp) {
  return (error: Error): Outcome => {
    if (pattern.test(error.name)) {
      return 'deleted';
    }
    throw error;
  };
}
