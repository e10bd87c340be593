import { TestDatabases } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { asUser } from './__testUtils__/asUser';
import { eventually } from './__testUtils__/eventually';
import { brokenInvariants } from './__testUtils__/race/invariants';
import { moves } from './__testUtils__/race/moves';
import { startReplicas } from './__testUtils__/race/startReplicas';
import { World } from './__testUtils__/race/World';

const SEQUENCES = Number(process.env.OAF_RACE_SEQUENCES ?? 12);
const SEED = Number(process.env.OAF_RACE_SEED ?? Date.now() % 2 ** 31);

jest.setTimeout(60_000 + SEQUENCES * 20_000);

const databases = TestDatabases.create({ disableDocker: true });
const people = ['max', 'bea', 'carl'];

type Name = keyof typeof moves;
type Step = { move: Name; replica: number; person: string; choice: number };

const step = (names: readonly Name[]): fc.Arbitrary<Step> =>
  fc.record({
    move: fc.constantFrom(...names),
    replica: fc.nat(1),
    person: fc.constantFrom(...people),
    choice: fc.nat(255),
  });

/** What happens at once; what is known to get in each other's way, more often. */
const atOnce = fc.oneof(
  fc.array(step(Object.keys(moves) as Name[]), { minLength: 2, maxLength: 4 }),
  ...(
    [
      ['subscribe', 'removePlan', 'changePrice'],
      ['subscribe', 'deleteApplication', 'transferApplication'],
      ['subscribe', 'unpublish', 'publish'],
      ['end', 'issueKey', 'issueToken', 'reveal', 'revoke'],
      ['approve', 'withdraw', 'reject'],
      ['requestPlan', 'approvePlan', 'withdrawPlan', 'removePlan'],
      ['requestPlan', 'finishPlan', 'end', 'issueNamedKey', 'rotateKey'],
      ['approvePlan', 'rejectPlan', 'end', 'suspend', 'changePrice'],
      ['suspend', 'end', 'issueKey', 'addPlan'],
    ] as const
  ).map(names => fc.array(step(names), { minLength: 2, maxLength: 4 })),
);

const sequence = fc.array(atOnce, { minLength: 3, maxLength: 8 });

const SQL = /select |insert |update `|update "|delete from|deadlock|sqlite/i;

describe.each(databases.eachSupportedId())(
  'two replicas at once on %s',
  engine => {
    let knex: Knex;
    let replicas: Awaited<ReturnType<typeof startReplicas>>;
    let apiId: string;

    beforeAll(async () => {
      knex = await databases.init(engine);
      replicas = await startReplicas(knex);
      const [max] = replicas.servers.map(server => asUser(server));
      apiId = await eventually(
        async () => (await max.get('/gateway-apis')).body.items[0]?.id,
      );
    });
    afterAll(() => replicas?.stop());

    it('whatever people do, the rules hold', async () => {
      const violations: string[] = [];
      const run = async (rounds: Step[][]) => {
        const world = new World(apiId);
        await take(world, [
          { move: 'createProduct', replica: 0, person: 'max', choice: 0 },
          { move: 'createProduct', replica: 1, person: 'max', choice: 1 },
          { move: 'createApplication', replica: 0, person: 'bea', choice: 0 },
          { move: 'createApplication', replica: 1, person: 'bea', choice: 0 },
        ]);
        await take(
          world,
          [0, 1].map(choice => ({
            move: 'publish',
            replica: choice,
            person: 'max',
            choice,
          })),
        );
        for (const steps of rounds) {
          await take(world, steps);
        }
        await settled();
        violations.push(
          ...world.violations,
          ...(await brokenInvariants(knex, replicas.gateway, world)),
        );
      };
      await fc.assert(fc.asyncProperty(sequence, run), {
        numRuns: SEQUENCES,
        seed: SEED,
        endOnFailure: true,
      });
      process.stdout.write(
        `race: ${SEQUENCES} sequences on ${await nameOf(knex)}, ${
          violations.length
        } violations (seed ${SEED})\n`,
      );
      expect(violations).toEqual([]);
    });

    async function take(world: World, steps: Step[]) {
      await Promise.all(
        steps.map(async ({ move, replica, person, choice }) => {
          const caller = asUser(
            replicas.servers[replica],
            `user:default/${person}`,
          );
          const answer = await moves[move](world, caller, choice);
          if (answer && (answer.status >= 500 || SQL.test(answer.text))) {
            world.violations.push(`${move}: ${answer.status} ${answer.text}`);
          }
        }),
      );
    }

    async function settled() {
      await eventually(async () => {
        const due = await knex('grants')
          .whereRaw('desired_revision > applied_revision')
          .first();
        return due === undefined;
      });
    }
  },
);

async function nameOf(knex: Knex): Promise<string> {
  if (knex.client.dialect !== 'mysql') {
    return knex.client.dialect === 'sqlite3' ? 'SQLite' : 'PostgreSQL';
  }
  const [[{ version }]] = await knex.raw('select version() as version');
  return /mariadb/i.test(version) ? 'MariaDB' : 'MySQL';
}
