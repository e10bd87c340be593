import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { createAwsCall, getItem, readText } from '@oaf/access/aws';
import { exampleGrant, exampleSecrets } from '@oaf/access/testUtils';
import { whichEmulators } from '@oaf/aws-emulator';
import type { Grant } from '@oaf/contract';
import { Agent, fetch } from 'undici';
import { EmulatedGateway } from '../__testUtils__/EmulatedGateway';
import type { Call } from '../__testUtils__/startProxy';

const { leftOut } = whichEmulators();
const describeMiniStack = leftOut ? describe.skip : describe;

// The first start installs the emulator.
jest.setTimeout(300_000);

const CREATE = 'TrentService.CreateKey';

type Key = {
  Arn: string;
  KeyState: string;
  KeySpec: string;
};

const valueOf = (credentialId: string) =>
  `oaf_test_${createHash('sha256').update(credentialId).digest('hex')}`;

describeMiniStack(
  `a KMS key per subscription on MiniStack ${leftOut ?? ''}`,
  () => {
    let world: EmulatedGateway;
    let grant: Grant;

    beforeAll(async () => {
      world = await EmulatedGateway.start();
    });

    afterAll(() => world?.stop());

    function newGrant(changes: Partial<Grant> = {}) {
      const id = randomUUID();
      return exampleGrant(world.gateway.outputs.Issuer, {
        subscriptionId: `subscription-${id}`,
        clientId: `sub_${id.slice(0, 8)}`,
        dedicatedKey: {},
        ...changes,
      });
    }

    beforeEach(async () => {
      await world.clear();
      world.proxy.calls.length = 0;
      world.proxy.fault = undefined;
      grant = newGrant();
    });

    const access = () => world.driver.access!;

    const apply = (
      changes: Partial<Grant> = {},
      { afresh = false, signal = new AbortController().signal } = {},
    ) =>
      access().applyGrant(
        world.gateway,
        { ...grant, ...changes },
        { signal, apiKeyValues: async id => valueOf(id), afresh },
      );

    const remove = (
      of = grant,
      { revision = 9, signal = new AbortController().signal } = {},
    ) => access().removeGrant(world.gateway, { ...of, revision }, { signal });

    const kms = <Output>(operation: string, input: object) =>
      createAwsCall('kms', world.emulator.clientConfig)<Output>(
        operation,
        input,
      );

    const made = () =>
      world.proxy.calls.filter(({ name }) => name === CREATE).length;

    /** Of a subscription, by what its keys are tagged with. */
    async function keys({ subscriptionId } = grant): Promise<Key[]> {
      const { Keys } = await kms<{ Keys: { KeyId: string }[] }>('ListKeys', {
        Limit: 1000,
      });
      const all = await Promise.all(
        Keys.map(async ({ KeyId }) => {
          const { Tags = [] } = await kms<{
            Tags?: { TagKey: string; TagValue: string }[];
          }>('ListResourceTags', { KeyId });
          const tags = Object.fromEntries(
            Tags.map(({ TagKey, TagValue }) => [TagKey, TagValue]),
          );
          return tags['oaf:subscription'] === subscriptionId &&
            tags['oaf:installation'] === world.gateway.installation
            ? (await kms<{ KeyMetadata: Key }>('DescribeKey', { KeyId }))
                .KeyMetadata
            : [];
        }),
      );
      return all.flat();
    }

    const statesOf = async (of = grant) =>
      (await keys(of)).map(({ KeyState }) => KeyState).sort();

    async function heldArn({ clientId } = grant): Promise<string | undefined> {
      const row = await getItem(world.table(), `client#${clientId}`);
      return JSON.parse(readText(row!, 'grant')!).dedicatedKey?.arn;
    }

    /** Until what was cut off is over. */
    async function untilDone(perform: () => Promise<unknown>) {
      const until = Date.now() + 120_000;
      for (;;) {
        try {
          return await perform();
        } catch (error) {
          if (Date.now() > until) {
            throw error;
          }
          await wait(500);
        }
      }
    }

    it('is one key, which the grant names, however often and at once it is applied', async () => {
      await Promise.all([apply(), apply(), apply({ revision: 2 })]);
      await apply({ revision: 3 });
      const [key, ...others] = await keys();
      expect(others).toEqual([]);
      expect(key).toMatchObject({
        KeyState: 'Enabled',
        KeySpec: 'SYMMETRIC_DEFAULT',
      });
      expect(made()).toBe(1);
      await expect(heldArn()).resolves.toBe(key.Arn);
    });

    it('says itself who may do what with it', async () => {
      await apply();
      const call = world.proxy.calls.find(({ name }) => name === CREATE)!;
      const { Statement: statements } = JSON.parse(
        JSON.parse(call.body).Policy,
      );
      const told = statements.map(({ Action, Condition, Principal }: any) => [
        Principal.AWS,
        Action.join(' '),
        Condition?.ArnEquals['aws:PrincipalArn'],
        Condition?.StringEquals,
      ]);
      const { KeyPairRoleArn: maker } = world.gateway.outputs;
      const { accountId, trust } = world.gateway.account;
      const own = { 'kms:CallerAccount': accountId };
      const owner = {
        ...own,
        'kms:EncryptionContext:subscriptionId': grant.subscriptionId,
      };
      const spec = { 'kms:DataKeyPairSpec': 'ECC_NIST_P256' };
      const pairs = 'kms:GenerateDataKeyPairWithoutPlaintext';
      expect(told.slice(1)).toEqual([
        ['*', pairs, maker, { ...owner, ...spec }],
        ['*', 'kms:Decrypt', maker, owner],
        ['*', 'kms:DescribeKey kms:EnableKey', trust!.roleArn, own],
        ['*', 'kms:ScheduleKeyDeletion', trust!.roleArn, own],
      ]);
      const [[administrators, administration]] = told;
      expect(administrators).toBe(`arn:aws:iam::${accountId}:root`);
      expect(administration).not.toMatch(/Decrypt|Encrypt|Generate|Grant/);
    });

    it('is the one under which the gateway makes the key pair', async () => {
      await apply();
      const [key] = await keys();
      await kms('DisableKey', { KeyId: key.Arn });
      const ask = () =>
        fetch(`${world.gateway.outputs.Issuer}/key-pair`, {
          method: 'POST',
          dispatcher: new Agent({ connect: { ca: world.edge.certificate } }),
          headers: {
            Authorization: `Bearer ${exampleSecrets.initialAccessToken}`,
          },
        });
      expect((await ask()).status).toBeGreaterThanOrEqual(500);
      await kms('EnableKey', { KeyId: key.Arn });
      expect((await ask()).status).toBe(201);
    });

    it('goes with the subscription, after thirty days', async () => {
      await apply();
      await remove();
      await expect(statesOf()).resolves.toEqual(['PendingDeletion']);
      await expect(world.rows('objects#')).resolves.toEqual([]);
      const deletion = world.proxy.calls.find(({ name }) =>
        name.endsWith('.ScheduleKeyDeletion'),
      );
      expect(JSON.parse(deletion!.body).PendingWindowInDays).toBe(30);
      await remove(grant, { revision: 10 });
    });

    it('goes with the plan that had it', async () => {
      await apply();
      await apply({ revision: 2, dedicatedKey: undefined });
      await expect(statesOf()).resolves.toEqual(['PendingDeletion']);
      await expect(heldArn()).resolves.toBeUndefined();
      await apply({ revision: 3 });
      await expect(statesOf()).resolves.toEqual(['Enabled', 'PendingDeletion']);
    });

    it('goes with the plan that had it when that was cut off', async () => {
      await apply();
      const ending = new AbortController();
      world.proxy.fault = ({ name }) => {
        if (!name.endsWith('.ScheduleKeyDeletion')) {
          return undefined;
        }
        ending.abort();
        return { instead: 'dropped', after: false };
      };
      const without = { revision: 2, dedicatedKey: undefined };
      await expect(apply(without, ending)).rejects.toThrow();
      await expect(heldArn()).resolves.toBeUndefined();
      world.proxy.fault = undefined;
      await world.restart();
      await apply(without);
      await expect(statesOf()).resolves.toEqual(['PendingDeletion']);
    });

    it('stays while the subscription is suspended', async () => {
      await apply();
      const before = await heldArn();
      await apply({ revision: 2, status: 'suspended' });
      await expect(heldArn()).resolves.toBe(before);
      await apply({ revision: 3 });
      expect(made()).toBe(1);
    });

    /** A process dies once its nth such call has had its effect, and another one starts. @returns false when it has fewer */
    async function dieAfter(
      nth: number,
      perform: (signal: AbortSignal) => Promise<unknown>,
      isSuch: (call: Call) => boolean = () => true,
    ) {
      const life = new AbortController();
      let count = 0;
      world.proxy.fault = call => {
        count += Number(isSuch(call));
        if (count < nth) {
          return undefined;
        }
        const isLast = !life.signal.aborted;
        life.abort();
        return { instead: 'dropped', after: isLast };
      };
      await perform(life.signal).catch(() => {});
      world.proxy.fault = undefined;
      await world.restart();
      return life.signal.aborted;
    }

    /** Deaths after each of its calls, which is before the next one. */
    async function dieEverywhere(
      begin: () => Promise<Grant>,
      perform: (of: Grant, signal: AbortSignal) => Promise<unknown>,
    ): Promise<Grant[]> {
      const harmed: Grant[] = [];
      for (;;) {
        const one = await begin();
        const nth = harmed.length + 1;
        if (!(await dieAfter(nth, signal => perform(one, signal)))) {
          return harmed;
        }
        harmed.push(one);
      }
    }

    it('is one key wherever the process dies that makes it', async () => {
      const harmed = await dieEverywhere(
        async () => newGrant({ apiKeys: [] }),
        (one, signal) => apply(one, { signal }),
      );
      expect(harmed.length).toBeGreaterThan(6);
      await Promise.all(harmed.map(one => untilDone(() => apply(one))));
      for (const one of harmed) {
        const [key, ...others] = await keys(one);
        expect([key.KeyState, others]).toEqual(['Enabled', []]);
        await expect(heldArn(one)).resolves.toBe(key.Arn);
      }
    });

    it('is no key any more wherever the process dies that ends it', async () => {
      const harmed = await dieEverywhere(
        async () => {
          const one = newGrant({ apiKeys: [] });
          await apply(one);
          return one;
        },
        (one, signal) => remove(one, { signal }),
      );
      expect(harmed.length).toBeGreaterThan(6);
      await Promise.all(harmed.map(one => untilDone(() => remove(one))));
      for (const one of harmed) {
        await expect(statesOf(one)).resolves.toEqual(['PendingDeletion']);
      }
      await expect(world.rows('objects#')).resolves.toEqual([]);
    });

    it('is no key when the subscription ends while it is made', async () => {
      await dieAfter(
        1,
        signal => apply({}, { signal }),
        ({ name }) => name === CREATE,
      );
      expect(await statesOf()).toEqual(['Enabled']);
      await untilDone(() => remove());
      expect(await statesOf()).toEqual(['PendingDeletion']);
    });

    it('is one again after a process that was overtaken made another', async () => {
      await apply();
      const before = await heldArn();
      const call = world.proxy.calls.find(({ name }) => name === CREATE)!;
      const { Policy } = await kms<{ Policy: string }>('GetKeyPolicy', {
        KeyId: before,
      });
      await kms('CreateKey', { ...JSON.parse(call.body), Policy });
      await apply({}, { afresh: true });
      await expect(statesOf()).resolves.toEqual(['Enabled', 'PendingDeletion']);
      await expect(heldArn()).resolves.toBe(before);
    });

    const grantFindings = async () => {
      const { findings } = await world.driver.drift!.compare(
        world.gateway,
        { grants: [grant], publications: [] },
        { signal: new AbortController().signal },
      );
      return findings.filter(({ kind }) => kind === 'grant');
    };

    it('is no drift while it can be used', async () => {
      await apply();
      await expect(grantFindings()).resolves.toEqual([]);
    });

    it.each([
      ['DisableKey', 'Disabled', 1],
      ['ScheduleKeyDeletion', 'PendingDeletion', 2],
    ])('is put right after %s', async (operation, state, count) => {
      await apply();
      const [key] = await keys();
      await kms(operation, { KeyId: key.Arn });
      await expect(grantFindings()).resolves.toMatchObject([
        {
          difference: 'changed',
          detail: expect.stringContaining(`its KMS key is ${state}`),
        },
      ]);
      await apply({}, { afresh: true });
      await expect(grantFindings()).resolves.toEqual([]);
      await expect(keys()).resolves.toHaveLength(count);
    });

    it('is a finding, and hides no other, when the trust role may not look at it', async () => {
      await apply();
      const [{ Arn }] = await keys();
      const { Policy } = await kms<{ Policy: string }>('GetKeyPolicy', {
        KeyId: Arn,
      });
      const { Statement, ...rest } = JSON.parse(Policy);
      const others = Statement.filter(({ Sid }: any) => Sid !== 'Keep');
      await kms('PutKeyPolicy', {
        KeyId: Arn,
        PolicyName: 'default',
        Policy: JSON.stringify({ ...rest, Statement: others }),
      });
      await expect(grantFindings()).resolves.toMatchObject([
        { detail: expect.stringContaining('out of reach of the trust role') },
      ]);
      await expect(apply({}, { afresh: true })).rejects.toThrow(
        'The trust role lacks kms:DescribeKey in',
      );
    });

    it('asks for the current template of the stack', async () => {
      const { KeyPairRoleArn: _, ...outputs } = world.gateway.outputs;
      await expect(
        access().applyGrant({ ...world.gateway, outputs }, grant, {
          signal: new AbortController().signal,
          apiKeyValues: async id => valueOf(id),
        }),
      ).rejects.toThrow('does not tell its KeyPairRoleArn. Update its stack');
    });

    it('says what the trust role lacks, and goes on when it has it', async () => {
      await world.updateTrust({ action: 'kms:CreateKey' });
      try {
        await expect(apply()).rejects.toThrow(
          'The trust role lacks kms:CreateKey in',
        );
        await expect(world.rows('objects#kms')).resolves.toEqual([]);
      } finally {
        await world.updateTrust();
      }
      await apply();
      await expect(statesOf()).resolves.toEqual(['Enabled']);
    });
  },
);
