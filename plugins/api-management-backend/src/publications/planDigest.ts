import { createHash } from 'node:crypto';
import type { PublishingPlan } from '@oaf/backstage-plugin-api-management-node';

/** Equal for plans that would make the same changes, so that what is confirmed is what was shown. */
export function planDigest({
  changes,
  obstacles,
  warnings,
}: PublishingPlan): string {
  const text = JSON.stringify([
    changes.map(({ action, kind, path, detail }) => [
      action,
      kind,
      path,
      detail,
    ]),
    obstacles,
    warnings,
  ]);
  return createHash('sha256').update(text).digest('base64url');
}
