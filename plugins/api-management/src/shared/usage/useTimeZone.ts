import { storageApiRef, useApi } from '@backstage/core-plugin-api';
import { DateTime } from 'luxon';
import { useEffect, useState } from 'react';

/** Whose days and hours charts have: those of the bills, or those of the reader's own clock. */
export type Clock = 'utc' | 'local';

const BUCKET = 'api-management';
const KEY = 'clock';

/** The reader's choice, kept with their other settings; `zone` is an IANA name, such as `America/Sao_Paulo`. */
export function useTimeZone() {
  const bucket = useApi(storageApiRef).forBucket(BUCKET);
  const [clock, setClock] = useState(
    () => bucket.snapshot<Clock>(KEY).value ?? 'utc',
  );
  useEffect(() => {
    const subscription = bucket
      .observe$<Clock>(KEY)
      .subscribe(({ value }) => setClock(value ?? 'utc'));
    return () => subscription.unsubscribe();
  }, [bucket]);
  return {
    clock,
    zone: clock === 'utc' ? 'UTC' : localZone(),
    changeClock: (next: Clock) => bucket.set(KEY, next),
  };
}

/** The reader's own time zone. */
export function localZone() {
  return DateTime.local().zoneName;
}
