import { product } from '../requestedSubscription';
import { oneOf } from './World';
import type { Person, World } from './World';

type Answer = { status: number; body: any; text: string };

/** Something a person does; `choice` says to what. Nothing is answered when there is nothing to do it to. */
type Move = (
  world: World,
  person: Person,
  choice: number,
) => Promise<Answer | undefined>;

type Draft = { plans: Array<{ id?: string; title: string; price: object }> };

const application = { title: 'Quote engine', owner: 'group:default/team-a' };

/** All writes of products, applications, subscriptions and credentials. */
export const moves = {
  createProduct: async (world, person, choice) => {
    const answer = await person.post('/products', {
      ...product,
      approval: choice % 2 === 0 ? 'automatic' : 'manual',
      gatewayApiIds: [world.apiId],
    });
    remember(world.products, answer);
    return answer;
  },
  removePlan: edit((draft, choice) => {
    draft.plans.splice(choice % draft.plans.length, draft.plans.length - 1);
  }),
  addPlan: edit((draft, choice) => {
    const [{ id: _, ...plan }] = draft.plans;
    draft.plans.push({ ...plan, title: `Plan ${choice}` });
  }),
  changePrice: edit((draft, choice) => {
    oneOf(draft.plans, choice)!.price = {
      currency: 'EUR',
      components: [{ type: 'flat', amount: String(choice % 100) }],
    };
  }),
  publish: turn('publish'),
  unpublish: turn('unpublish'),
  deprecate: turn('deprecate'),
  retire: turn('retire'),
  deleteProduct: async (world, person, choice) => {
    const id = oneOf(world.products, choice);
    return id ? person.delete(`/products/${id}`) : undefined;
  },

  createApplication: async (world, person) => {
    const answer = await person.post('/applications', application);
    remember(world.applications, answer);
    return answer;
  },
  transferApplication: async (world, person, choice) => {
    const id = oneOf(world.applications, choice);
    const { body, status } = await person.get(`/applications/${id}`);
    return status === 200
      ? person.put(`/applications/${id}?version=${body.version}`, {
          ...application,
          owner: `group:default/team-${choice % 2 === 0 ? 'a' : 'b'}`,
        })
      : undefined;
  },
  deleteApplication: async (world, person, choice) =>
    person.delete(`/applications/${oneOf(world.applications, choice)}`),

  subscribe: async (world, person, choice) => {
    const productId = oneOf(world.products, choice);
    const { body } = await person.get(`/products/${productId}`);
    const plan = oneOf<any>(body.plans ?? [], choice >> 2);
    const answer = await person.post('/subscriptions', {
      applicationId: oneOf(world.applications, choice >> 1),
      productId,
      planId: plan?.id ?? 'none',
      termsAccepted: true,
    });
    remember(world.subscriptions, answer);
    if (answer.status === 201) {
      world.agreed.set(
        `${answer.body.id} ${answer.body.plan.id}`,
        termsOf(answer.body.plan),
      );
    }
    return answer;
  },
  approve: decide('approve'),
  reject: decide('reject'),
  withdraw: decide('withdraw'),
  retry: decide('retry'),
  suspend: decide('suspend'),
  resume: decide('resume'),
  end: decide('end'),

  requestPlan: async (world, person, choice) => {
    const id = oneOf(world.subscriptions, choice);
    const { body } = await person.get(`/subscriptions/${id}`);
    const offered = await person.get(`/products/${body.product?.id}`);
    const plan = oneOf<any>(offered.body.plans ?? [], choice >> 2);
    const answer = await person.post(`/subscriptions/${id}/plan-changes`, {
      planId: plan?.id ?? 'none',
      termsAccepted: true,
    });
    remember(world.planChanges, answer);
    if (answer.status === 201) {
      const { to } = answer.body;
      world.agreed.set(`${id} ${to.id}`, termsOf(to));
    }
    return answer;
  },
  approvePlan: decideOnPlan('approve'),
  rejectPlan: decideOnPlan('reject'),
  withdrawPlan: decideOnPlan('withdraw'),
  finishPlan: async (world, person, choice) => {
    const answer = await decideOnPlan('finish')(world, person, choice);
    await revealNewest(world, person, choice);
    return answer;
  },

  issueKey: issue('api-key'),
  issueNamedKey: async (world, person, choice) => {
    const id = oneOf(world.subscriptions, choice);
    return id
      ? person.post(`/subscriptions/${id}/credentials`, {
          type: 'api-key',
          name: choice % 2 === 0 ? 'Batch' : 'Web',
        })
      : undefined;
  },
  rotateKey: async (world, person, choice) => {
    const id = oneOf(world.subscriptions, choice);
    const { body } = await person.get(`/subscriptions/${id}/credentials`);
    const key = oneOf<any>(
      (body.items ?? []).filter(({ type }: any) => type === 'api-key'),
      choice >> 2,
    );
    return key
      ? person.post(`/subscriptions/${id}/credentials`, {
          type: 'api-key',
          replaces: key.id,
          overlapHours: choice % 3,
        })
      : undefined;
  },
  issueToken: issue('initial-access-token'),
  reveal: async (world, person, choice) => {
    const path = await credentialPath(world, person, choice);
    const answer = path && (await person.post(`${path}/reveal`));
    if (answer && answer.status === 200) {
      world.shown.set(path, (world.shown.get(path) ?? 0) + 1);
    }
    return answer;
  },
  revoke: async (world, person, choice) => {
    const path = await credentialPath(world, person, choice);
    return path && person.post(`${path}/revoke`);
  },
} satisfies Record<string, Move>;

/** The limits and price of a plan, to compare. */
export function termsOf({ limits, price }: any): string {
  return JSON.stringify([
    limits.rate,
    limits.burst,
    limits.quota ?? null,
    price,
  ]);
}

function remember(ids: string[], { status, body }: Answer) {
  if (status === 201) {
    ids.push(body.id);
  }
}

/** Reads a product, changes it and writes it back. */
function edit(change: (draft: Draft, choice: number) => void): Move {
  return async (world, person, choice) => {
    const id = oneOf(world.products, choice);
    const { body, status } = await person.get(`/products/${id}`);
    if (status !== 200) {
      return undefined;
    }
    const draft = {
      ...product,
      approval: body.approval,
      gatewayApiIds: [world.apiId],
      plans: body.plans.map(({ id: planId, title, limits, price }: any) => ({
        id: planId,
        title,
        limits,
        price,
      })),
    };
    change(draft, choice);
    return person.put(`/products/${id}?version=${body.version}`, draft);
  };
}

function turn(action: string): Move {
  return (world, person, choice) =>
    person.post(`/products/${oneOf(world.products, choice)}/transitions`, {
      action,
    });
}

function decideOnPlan(action: string): Move {
  return async (world, person, choice) => {
    const id = oneOf(world.planChanges, choice);
    return id
      ? person.post(`/plan-changes/${id}/transitions`, {
          action,
          reason: 'Because',
        })
      : undefined;
  };
}

/** Of the plan to come, so that a change can be finished sooner or later. */
async function revealNewest(world: World, person: Person, choice: number) {
  const id = oneOf(world.subscriptions, choice);
  const path = `/subscriptions/${id}/credentials`;
  const { body } = await person.get(path);
  const key = (body.items ?? []).find(({ plan }: any) => plan);
  if (key) {
    const { status } = await person.post(`${path}/${key.id}/reveal`);
    const shown = `${path}/${key.id}`;
    if (status === 200) {
      world.shown.set(shown, (world.shown.get(shown) ?? 0) + 1);
    }
  }
}

function decide(action: string): Move {
  return async (world, person, choice) => {
    const id = oneOf(world.subscriptions, choice);
    return id
      ? person.post(`/subscriptions/${id}/transitions`, {
          action,
          reason: 'Because',
        })
      : undefined;
  };
}

function issue(type: string): Move {
  return async (world, person, choice) => {
    const id = oneOf(world.subscriptions, choice);
    return id
      ? person.post(`/subscriptions/${id}/credentials`, { type })
      : undefined;
  };
}

async function credentialPath(world: World, person: Person, choice: number) {
  const id = oneOf(world.subscriptions, choice);
  const path = id && `/subscriptions/${id}/credentials`;
  const { body } = path ? await person.get(path) : { body: undefined };
  const credential = oneOf<any>(body?.items ?? [], choice >> 3);
  return credential && `${path}/${credential.id}`;
}
