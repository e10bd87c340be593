import type { Integration } from '@oaf/contract';

/**
 * Everything that can become of a call at the upstream, for the rule that decides what is billable.
 *
 * @public
 */
export function everyIntegration(): Integration[] {
  return [null, 0, 12.5].flatMap(integrationLatency =>
    [null, 200, 304, 404, 499, 500, 503, 599].flatMap(integrationStatus =>
      [null, 'upstream_timeout'].map(integrationError => ({
        integrationLatency,
        integrationStatus,
        integrationError,
      })),
    ),
  );
}
