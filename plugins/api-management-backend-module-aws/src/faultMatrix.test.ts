import { whichEmulators } from '@oaf/aws-emulator';
import { FaultMatrix } from './__testUtils__/faults/FaultMatrix';
import { FaultQueue } from './__testUtils__/faults/FaultQueue';
import { Life } from './__testUtils__/faults/Life';
import { type Operation, operations } from './__testUtils__/faults/operations';
import { useEmulatedPortal } from './__testUtils__/portal/useEmulatedPortal';

const { leftOut } = whichEmulators();
const describeMiniStack = leftOut ? describe.skip : describe;

// All of it takes a quarter of an hour on a busy machine.
jest.setTimeout(1_800_000);

/** One case of so many is tried; `yarn faults` tries all. */
const PART = Number(process.env.OAF_FAULTS ?? 4);

/** STS, whom a process asks once. */
const session = { name: 'POST /', nth: 0 };

const ofProduct = operations.filter(one => one.of === 'product');
const ofSubscription = operations.filter(one => one.of === 'subscription');
const [publish, rollBack, publishAgain, withdraw] = ofProduct;

describeMiniStack(`faults on MiniStack ${leftOut ?? ''}`, () => {
  const emulated = useEmulatedPortal();
  const matrix = new FaultMatrix();
  const queue = new FaultQueue(PART);
  let lives = 0;

  const beginLife = () => Life.begin(emulated.portal, `Life ${(lives += 1)}`);

  async function perform(life: Life, operation: Operation) {
    const harm = queue.take(operation);
    if (harm?.call === session) {
      await emulated.portal.restart();
    }
    await matrix.perform(life, operation, harm);
  }

  /** As much of a life as there are cases left for. */
  async function live() {
    const life = await beginLife();
    await perform(life, publish);
    const again = queue.has([publish, rollBack]);
    const subscribed = queue.has(ofSubscription);
    for (const operation of [
      ...(again ? [rollBack, publishAgain] : []),
      ...(subscribed ? ofSubscription : []),
      withdraw,
    ]) {
      await perform(life, operation);
    }
  }

  it('are none in an undisturbed life, whose calls are recorded', async () => {
    // The first life of a process asks for a session of the role.
    for (const isFirst of [true, false]) {
      const life = await beginLife();
      for (const operation of operations) {
        const calls = await matrix.perform(life, operation);
        if (!isFirst && operation !== publishAgain) {
          queue.add(operation, [session, ...calls]);
        }
      }
    }
    expect(matrix.violations).toEqual([]);
  });

  it('at any call of any operation leave what was asked for, once', async () => {
    while (queue.has(operations)) {
      await live();
    }
    process.stdout.write(
      `fault matrix: ${matrix.cases} cases, ${matrix.violations.length} violations\n`,
    );
    expect(matrix.violations).toEqual([]);
    expect(matrix.cases).toBeGreaterThan(1_500 / PART);
  });

  it('leave nothing behind', async () => {
    const { keys, plans } = await emulated.world.made();
    expect({ keys, plans }).toEqual({ keys: [], plans: [] });
    const rows = await emulated.world.rows('objects#');
    // What the stage serves by now.
    expect(rows.map(({ pk }) => pk.S)).toEqual(['objects#stage']);
    const paths = (await emulated.world.resources()).map(({ path }) => path);
    expect(paths.filter(path => path?.startsWith('/life'))).toEqual([]);
  });
});
