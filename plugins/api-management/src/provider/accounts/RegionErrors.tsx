import { Alert } from '@backstage/ui';
import type { RegionStatus } from '@oaf/backstage-plugin-api-management-common';
import { countOf } from '../../shared';

const shown = 3;

/** Why regions could not be read, in full; when many fail, the first ones, which mostly have the same reason. */
export function RegionErrors({ regions }: { regions: RegionStatus[] }) {
  const broken = regions.filter(({ error }) => error);
  const more = broken.length - shown;
  return (
    <>
      {broken.slice(0, shown).map(({ region, error }) => (
        <Alert
          key={region}
          status="warning"
          icon
          title={`${region} could not be read`}
          description={error}
        />
      ))}
      {more > 0 && (
        <Alert
          status="warning"
          icon
          title={`${countOf(more, 'more region')} could not be read`}
        />
      )}
    </>
  );
}
