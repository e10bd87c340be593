import type {
  GatewayDriver,
  UsageEngine,
} from '@oaf/backstage-plugin-api-management-node';
import { GatewayDrivers } from './GatewayDrivers';

const engine = () => ({} as UsageEngine);

function driversOf(usages: Record<string, UsageEngine | undefined>) {
  const drivers = new GatewayDrivers();
  for (const [type, usage] of Object.entries(usages)) {
    drivers.add({ type, title: type, usage } as GatewayDriver);
  }
  return drivers;
}

describe('engines that modules add', () => {
  it('count in place of the driver, and where it counts nothing', () => {
    const [own, replacing, added] = [engine(), engine(), engine()];
    const drivers = driversOf({ blue: own, green: own, mute: undefined });
    drivers.addUsageEngine('green', replacing);
    drivers.addUsageEngine('mute', added);
    const engines = drivers.usageEngines();
    expect([...engines.keys()]).toEqual(['blue', 'green', 'mute']);
    expect(engines.get('blue')).toBe(own);
    expect(engines.get('green')).toBe(replacing);
    expect(engines.get('mute')).toBe(added);
    expect(drivers.sources()).toEqual(['blue', 'green', 'mute']);
  });

  it('count nothing of a driver that is not installed', () => {
    const drivers = driversOf({ blue: undefined });
    drivers.addUsageEngine('absent', engine());
    expect(drivers.sources()).toEqual([]);
  });

  it('are at most one for a source', () => {
    const drivers = driversOf({ blue: undefined });
    drivers.addUsageEngine('blue', engine());
    expect(() => drivers.addUsageEngine('blue', engine())).toThrow(
      'Two modules count the calls of gateways of type blue; configure one of them only',
    );
  });
});
