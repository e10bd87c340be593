import type {
  PlanChange,
  PlanChangeAction,
} from '@oaf/backstage-plugin-api-management-common';
import type { Notice } from './Notices';

const nameOf = ({ subscription: { application, product } }: PlanChange) =>
  `${product.title} for ${application.title}`;

/** To those who decide: the product's owner. */
export const planRequestNotice = (change: PlanChange): Notice => ({
  topic: 'plan-change-request',
  subscriptionId: change.subscription.id,
  title: `${change.subscription.application.title} asks for plan ${change.to.title} of ${change.subscription.product.title}`,
  description: change.purpose,
  side: 'provider',
  to: [change.subscription.product.owner],
  except: change.requestedBy,
});

const done: Partial<Record<PlanChangeAction, string>> = {
  approve: 'Plan change approved',
  reject: 'Plan change rejected',
};

/** To who asked; nothing of what they do themselves. */
export function planChangeNotice(
  action: PlanChangeAction,
  change: PlanChange,
  actor: string,
): Notice | undefined {
  const what = done[action];
  if (!what) {
    return undefined;
  }
  const next =
    action === 'approve'
      ? 'Reveal the new API key; both keys work until the overlap is over.'
      : undefined;
  return {
    topic: 'plan-change',
    subscriptionId: change.subscription.id,
    title: `${what}: ${nameOf(change)}`,
    description: change.reason ?? next,
    side: 'consumer',
    to: [change.requestedBy],
    except: actor,
  };
}
