import { ConfigReader } from '@backstage/config';
import { readApiManagementConfig } from './config';

const secrets = { key: Buffer.alloc(32, 1).toString('base64') };
const read = (own: object) =>
  readApiManagementConfig(
    new ConfigReader({ apiManagement: { secrets, ...own } }),
  );

describe('the serial number', () => {
  it('is none unless the deployment made one', async () => {
    await expect(read({})).resolves.toMatchObject({ serialNumber: undefined });
  });

  it('is what the deployment says', async () => {
    const serialNumber = 'c56a4180-65aa-42ec-a945-5fd21dec0538';
    await expect(
      read({ installation: { serialNumber } }),
    ).resolves.toMatchObject({ serialNumber });
  });

  it('is refused when it cannot be one', async () => {
    const installation = { serialNumber: 'arn:aws:cloudformation' };
    await expect(read({ installation })).rejects.toThrow(
      'apiManagement.installation.serialNumber must be',
    );
  });
});

describe('how long a silent replica keeps its work', () => {
  it('is a minute, and half of one for what people wait for', async () => {
    await expect(read({})).resolves.toMatchObject({
      leases: { deploymentMs: 60_000, provisioningMs: 30_000 },
    });
  });

  it('is configured', async () => {
    await expect(read({ lease: { seconds: 2 } })).resolves.toMatchObject({
      leases: { deploymentMs: 2_000, provisioningMs: 2_000 },
    });
  });

  it.each(['500ms', '0s'])('is not %s', async lease => {
    await expect(read({ lease })).rejects.toThrow(
      'apiManagement.lease: a replica cannot give a sign of life so often; say one second or more',
    );
  });
});

describe('when trust roles are verified anew', () => {
  it('is every day, spread over an hour', async () => {
    await expect(read({})).resolves.toMatchObject({
      verificationSchedule: { frequency: { days: 1 } },
      verificationSpreadMs: 3_600_000,
    });
  });

  it('is configured', async () => {
    const verification = {
      schedule: { frequency: { hours: 6 }, timeout: { minutes: 1 } },
      spread: '30m',
    };
    await expect(read({ accounts: { verification } })).resolves.toMatchObject({
      verificationSchedule: { frequency: { hours: 6 } },
      verificationSpreadMs: 1_800_000,
    });
  });

  it('names the key that is wrong', async () => {
    const verification = { spread: 'soon' };
    await expect(read({ accounts: { verification } })).rejects.toThrow(
      'apiManagement.accounts.verification.spread',
    );
  });
});
