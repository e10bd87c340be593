import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type ApiProduct,
  type Application,
  liveSubscriptionStates,
  type Subscription,
} from '@oaf/backstage-plugin-api-management-common';
import { useOperation } from '../../shared/api';
import { apiManagementTranslationRef } from '../../translation';

/** An application, and why it cannot have the subscription. */
export type ApplicationChoice = { application: Application; reason?: string };

/** The reader's applications, and those subscriptions to the product that keep them from another. */
export function useApplicationChoices(product: ApiProduct) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const applications = useOperation('listApplications', {
    query: { owned: true, orderBy: 'title:asc', limit: 200 },
  });
  const subscriptions = useOperation('listSubscriptions', {
    query: {
      side: 'consumer',
      productId: product.id,
      state: [...liveSubscriptionStates],
      limit: 200,
    },
  });
  const reasonFor = ({ id, editable }: Application, held: Subscription[]) => {
    const holding = held.find(({ application }) => application.id === id);
    if (holding) {
      const state = t(`state.${holding.state}`);
      return t('subscribe.holdsAlready', { state });
    }
    return editable ? undefined : t('subscribe.notYours');
  };
  return {
    applications,
    subscriptions,
    choose: (items: Application[], held: Subscription[]) =>
      items.map(
        (application): ApplicationChoice => ({
          application,
          reason: reasonFor(application, held),
        }),
      ),
  };
}
