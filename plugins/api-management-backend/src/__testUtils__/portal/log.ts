import type { Meters } from '@oaf/contract';
import type { UsageRecord } from '@oaf/backstage-plugin-api-management-node';
import type { FakeGateway } from '../FakeGateway';

const HOUR = 3_600_000;

/** Makes the gateway's log say that there were calls, all of them billable unless told otherwise. */
export function logInto(gateway: FakeGateway) {
  return (
    subscription: { id: string },
    meters: Partial<Meters> & { calls: number },
    {
      at = Date.now(),
      ...more
    }: Partial<UsageRecord> & { at?: number | string } = {},
  ): UsageRecord => {
    const time = new Date(at).getTime();
    gateway.call(
      subscription.id,
      { billableCalls: meters.calls, ...meters },
      time - (time % HOUR),
    );
    return Object.assign(gateway.counted.at(-1)!, more);
  };
}
