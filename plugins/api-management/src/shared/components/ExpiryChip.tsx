import type { Credential } from '@oaf/backstage-plugin-api-management-common';
import { countOf, type Instant, toDateTime } from '../format';
import { Chip } from './StateChip';

const WARNED_DAYS = 30;
const URGENT_DAYS = 7;

/** The days that are left of an API key that expires within a month; nothing before, and nothing of what never lasts long. */
export function ExpiryChip(props: {
  type: Credential['type'];
  expiresAt: Instant;
}) {
  const days = Math.ceil(toDateTime(props.expiresAt).diffNow('days').days);
  return props.type === 'api-key' && days > 0 && days <= WARNED_DAYS ? (
    <Chip tone={days <= URGENT_DAYS ? 'negative' : 'warning'}>
      {`${countOf(days, 'day')} left`}
    </Chip>
  ) : null;
}
