import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { migrated } from '../__testUtils__/migrated';
import type { ApiManagementConfig } from '../config';
import { DatabaseStackStore } from './DatabaseStackStore';
import { keepSerialNumber } from './keepSerialNumber';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });

describe.each(databases.eachSupportedId())('the serial number on %s', id => {
  async function installation() {
    const stackStore = new DatabaseStackStore(await migrated(databases, id));
    const logger = mockServices.logger.mock();
    const start = (serialNumber?: string) =>
      keepSerialNumber({
        config: { serialNumber } as ApiManagementConfig,
        stackStore,
        logger,
      });
    return { stackStore, logger, start };
  }

  it('is that of the deployment, from the first start', async () => {
    const { stackStore, logger, start } = await installation();
    await start('serial-1');
    await start('serial-1');
    await expect(stackStore.serialNumber()).resolves.toBe('serial-1');
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('stays when another is given later, and that is said', async () => {
    const { stackStore, logger, start } = await installation();
    await start('serial-1');
    await start('serial-2');
    await expect(stackStore.serialNumber()).resolves.toBe('serial-1');
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('serial-2'),
    );
  });

  it('is made where none is given, and then stays', async () => {
    const { stackStore, start } = await installation();
    await start();
    const made = await stackStore.serialNumber();
    expect(made).toMatch(/^[0-9a-f-]{36}$/);
    await start();
    await expect(stackStore.serialNumber()).resolves.toBe(made);
  });

  it('is one, whichever of two replicas comes first', async () => {
    const { stackStore } = await installation();
    const told = await Promise.all([
      stackStore.serialNumber('serial-1'),
      stackStore.serialNumber('serial-2'),
    ]);
    expect(new Set(told).size).toBe(1);
  });

  it('leaves the name as it was', async () => {
    const { stackStore, start } = await installation();
    const name = await stackStore.installation();
    await start('serial-1');
    await expect(stackStore.installation()).resolves.toBe(name);
  });
});
