import { whichEmulators } from '@oaf/aws-emulator';
import { carryOut, goOn, waiting } from './__testUtils__/faults/carryOut';
import { faultKinds } from './__testUtils__/faults/faultKinds';
import { Life } from './__testUtils__/faults/Life';
import { type Operation, operations } from './__testUtils__/faults/operations';
import { Strike } from './__testUtils__/faults/Strike';
import { secretViolations } from './__testUtils__/faults/violations';
import { useEmulatedPortal } from './__testUtils__/portal/useEmulatedPortal';
import { provisionStatements } from './linking/trustTemplate/provisionStatements';

const { leftOut } = whichEmulators();
const describeMiniStack = leftOut ? describe.skip : describe;

// The first start installs the emulator.
jest.setTimeout(300_000);

/** What the story does not need. */
const untold = [
  // AWS demands it of whoever makes something that has tags, MiniStack does not.
  'TagOwnKeysAndPlans apigateway:PUT',
  // Of the search for drift.
  'GrantAtGateways dynamodb:Scan',
  // Of APIs in place.
  'AnswerInPlace apigateway:PUT',
  'TakeBackInPlace apigateway:DELETE',
  'LetApisAskAuthorizers lambda:AddPermission',
  'LetApisAskAuthorizers lambda:RemovePermission',
];

/** Every permission, as it stands in the template. */
const permissions = provisionStatements
  .flatMap(({ Sid, Action }) =>
    Action.map(action => ({ sid: Sid, action, name: `${Sid} ${action}` })),
  )
  .filter(({ name }) => !untold.includes(name));

/** So that the next try has to look for what the one before made. */
const outOfReach = faultKinds.find(
  ({ title }) => title === 'AWS is out of reach after its effect',
)!;
const lost: Record<string, string> = {
  approve: 'POST /usageplans',
  rotate: 'POST /apikeys',
};

const [publish, rollBack, publishAgain, ...others] = operations;

/** Somebody opened a method in the console. */
const protect: Operation = {
  ...publish,
  name: 'protect',
  before: life => life.portal.world.openMethod(`${life.basePath}/accounts`),
};

const story = [publish, rollBack, publishAgain, protect, ...others];

/** What a manager is shown of product and subscription. */
async function shownTo({ portal, product, subscription }: Life) {
  const { id } = portal.world.gateway;
  const publication = await portal.get(
    `/products/${product.id}/publications/${id}`,
  );
  const own = subscription
    ? await portal.get(`/subscriptions/${subscription.id}`)
    : { body: {} };
  const { failure, waitingFor } = publication.body;
  return [failure, waitingFor, own.body.error].join(' ');
}

describeMiniStack(`a role on MiniStack that lacks ${leftOut ?? ''}`, () => {
  const emulated = useEmulatedPortal();
  let lives = 0;

  /** @returns what is shown of a permission; undefined when all is done without */
  async function settle(life: Life): Promise<string | undefined> {
    const until = Date.now() + 30_000;
    for (;;) {
      await goOn(life);
      const isOver = (await waiting(emulated.portal)).length === 0;
      const shown = await shownTo(life);
      if (shown.includes('lacks')) {
        return shown;
      }
      if (isOver || Date.now() > until) {
        return undefined;
      }
    }
  }

  /** @returns what is shown when it does not come to an end; undefined when it does */
  async function tryOut(life: Life, operation: Operation) {
    await operation.before?.(life);
    emulated.portal.fault = undefined;
    const name = lost[operation.name];
    const harm = name && { call: { name, nth: 0 }, kind: outOfReach };
    const strike = harm ? new Strike(emulated.portal, harm) : undefined;
    const answer = await operation.ask(life);
    if (answer.status >= 300) {
      return answer.body.error.message as string;
    }
    const shown = await settle(life);
    expect(shown ?? strike?.isStruck ?? true).toBeTruthy();
    return shown;
  }

  /** Once the role has it again. */
  async function complete(life: Life, operation: Operation) {
    await emulated.world.updateTrust();
    if (operation.of === 'product') {
      await carryOut(life, operation);
    }
    while ((await waiting(emulated.portal)).length > 0) {
      await goOn(life);
    }
  }

  it.each(permissions)('$name says so, and goes on with it', async lack => {
    const life = await Life.begin(emulated.portal, `Life ${(lives += 1)}`);
    await emulated.world.updateTrust(lack);
    let told: string | undefined;
    for (const operation of story) {
      told = await tryOut(life, operation);
      if (told !== undefined) {
        await complete(life, operation);
        break;
      }
      expect(await secretViolations(life)).toEqual([]);
    }
    expect(told).toContain(`The trust role lacks ${lack.action} in`);
  });
});
