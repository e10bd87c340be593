import { partOf, titleOfPart, whichEmulators } from '@oaf/aws-emulator';
import { useEmulatedPortal } from '../portal/useEmulatedPortal';
import { FaultMatrix } from './FaultMatrix';
import { FaultQueue } from './FaultQueue';
import { Life, type Location } from './Life';
import type { Operation } from './operations';

const { leftOut } = whichEmulators();
const describeMiniStack = leftOut ? describe.skip : describe;

/** All of it takes an hour. */
const PARTS = 16;

/** STS, whom a process asks once. */
const session = { name: 'POST /', nth: 0 };

/**
 * Breaks each call of each operation in turn, a part of the cases or, with `yarn faults`, all of them.
 *
 * @param options - `operations`: the whole life of a product there, from its publication on; `atLeast`: how many cases all
 *   of them are
 */
// eslint-disable-next-line jest/no-export -- files of tests have these in common, and run side by side
export function describeFaults(options: {
  location: Location;
  operations: Operation[];
  atLeast: number;
}) {
  const { location, operations, atLeast } = options;
  const ofProduct = operations.filter(one => one.of === 'product');
  const ofSubscription = operations.filter(one => one.of === 'subscription');
  const [publish, rollBack, publishAgain, withdraw] = ofProduct;
  const part = partOf(PARTS, process.env.OAF_FAULTS);

  describeMiniStack(`faults on MiniStack, ${location} ${leftOut ?? ''}`, () => {
    const emulated = useEmulatedPortal();
    const matrix = new FaultMatrix();
    const queue = new FaultQueue(part);
    let lives = 0;

    const beginLife = () =>
      Life.begin(emulated.portal, `Life ${(lives += 1)}`, { location });

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
        `fault matrix, ${location}, ${titleOfPart(part)}: ${
          matrix.cases
        } cases, ${matrix.violations.length} violations\n`,
      );
      expect(matrix.violations).toEqual([]);
      expect(matrix.cases).toBeGreaterThan(atLeast / part.of);
    });

    it('leave nothing behind', async () => {
      const { keys, plans } = await emulated.world.made();
      expect({ keys, plans }).toEqual({ keys: [], plans: [] });
      const rows = [
        ...(await emulated.world.rows('objects#')),
        ...(await emulated.world.rows('api#')),
      ];
      const names = rows.map(({ pk }) => pk.S);
      // What the front door serves by now.
      expect(names.filter(name => name !== 'objects#stage')).toEqual([]);
      const paths = (await emulated.world.resources()).map(({ path }) => path);
      expect(paths.filter(path => path?.startsWith('/life'))).toEqual([]);
    });
  });
}
