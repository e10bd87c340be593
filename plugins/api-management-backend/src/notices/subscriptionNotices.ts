import type { SubscriptionAction } from '@oaf/backstage-plugin-api-management-common';
import type { Notice } from './Notices';

/** What notices tell of a subscription. */
export type Subject = {
  id: string;
  application: { title: string; owner: string };
  product: { title: string; owner: string };
  requestedBy: string;
};

/** To those who decide: the product's owner. */
export const requestNotice = (
  { id, application, product, requestedBy }: Subject,
  purpose: string | undefined,
): Notice => ({
  topic: 'request',
  subscriptionId: id,
  title: `${application.title} asks for ${product.title}`,
  description: purpose,
  side: 'provider',
  to: [product.owner],
  except: requestedBy,
});

const done: Partial<Record<SubscriptionAction, string>> = {
  approve: 'Approved',
  reject: 'Rejected',
  suspend: 'Suspended',
};

/** To who asked, and to who relies on it when it is suspended; nothing of other actions. */
export function actionNotice(
  action: SubscriptionAction,
  { id, application, product, requestedBy }: Subject,
  by: { actor: string; reason?: string },
): Notice | undefined {
  const what = done[action];
  if (!what) {
    return undefined;
  }
  const suspends = action === 'suspend';
  return {
    topic: suspends ? 'suspension' : 'decision',
    subscriptionId: id,
    title: `${what}: ${product.title} for ${application.title}`,
    description: by.reason,
    side: 'consumer',
    to: suspends ? [application.owner, requestedBy] : [requestedBy],
    except: by.actor,
  };
}

/** To who asked: the secrets can be revealed now. */
export const credentialsNotice = ({
  id,
  application,
  product,
  requestedBy,
}: Subject): Notice => ({
  topic: 'credentials',
  subscriptionId: id,
  title: `Credentials are ready: ${product.title} for ${application.title}`,
  description:
    'Reveal the temporary password and the API key; each is shown one single time.',
  side: 'consumer',
  to: [requestedBy],
});
