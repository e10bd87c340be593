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

/** To who asked, and to who relies on it when it is suspended; nothing of other actions. */
export function actionNotice(
  action: SubscriptionAction,
  subject: Subject,
  by: { actor: string; reason?: string },
): Notice | undefined {
  const { id, application, product, requestedBy } = subject;
  const common = {
    subscriptionId: id,
    description: by.reason,
    side: 'consumer',
    except: by.actor,
  } as const;
  const what = `${product.title} for ${application.title}`;
  switch (action) {
    case 'approve':
      return {
        ...common,
        topic: 'decision',
        title: `Approved: ${what}`,
        to: [requestedBy],
      };
    case 'reject':
      return {
        ...common,
        topic: 'decision',
        title: `Rejected: ${what}`,
        to: [requestedBy],
      };
    case 'suspend':
      return {
        ...common,
        topic: 'suspension',
        title: `Suspended: ${what}`,
        to: [application.owner, requestedBy],
      };
    default:
      return undefined;
  }
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
