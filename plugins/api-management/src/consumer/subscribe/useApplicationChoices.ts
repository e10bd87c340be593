import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type ApiProduct,
  type Application,
  liveSubscriptionStates,
  type Subscription,
} from '@oaf/backstage-plugin-api-management-common';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import {
  apiManagementApiRef,
  operationKey,
  useOperation,
} from '../../shared/api';
import { apiManagementTranslationRef } from '../../translation';
import { NEW_APPLICATION } from './SubscribeForm';

/** An application, and why it cannot have the subscription. `isOpen` once it is known to have none. */
export type ApplicationChoice = {
  application: Application;
  isOpen: boolean;
  reason?: string;
};

/** How many applications a page has; each is asked for its subscription to the product. */
const LIMIT = 10;

/** The reader's applications, searched and paged at the server, and which of them hold the product already. */
export function useApplicationChoices(product: ApiProduct, chosenId: string) {
  const { search, offset, show } = useShownPart();
  const applications = useOperation('listApplications', {
    query: { owned: true, orderBy: 'title:asc', limit: LIMIT, offset, search },
  });
  const shown = useWithChosen(applications.data?.items ?? [], chosenId);
  const held = useHeld(product, shown);
  const reasonFor = useReason();
  const standing = (application: Application) => {
    const reason = reasonFor(application, held.data);
    return { isOpen: held.isKnownOf(application) && !reason, reason };
  };
  const totalItems = applications.data?.totalItems ?? 0;
  return {
    applications,
    held,
    choices: shown.map(
      (application): ApplicationChoice => ({
        application,
        ...standing(application),
      }),
    ),
    search,
    page: { limit: LIMIT, offset, totalItems },
    isLong: totalItems > LIMIT || search !== undefined,
    show,
  };
}

/** A search begins at its first page. */
function useShownPart() {
  const [part, setPart] = useState<{ search?: string; offset: number }>({
    offset: 0,
  });
  const show = (patch: { search?: string; offset?: number }) =>
    setPart(former => ({ ...former, offset: 0, ...patch }));
  return { search: part.search || undefined, offset: part.offset, show };
}

/** What is chosen stays to be seen, on whichever page it is. */
function useWithChosen(items: Application[], chosenId: string) {
  const isElsewhere =
    chosenId !== '' &&
    chosenId !== NEW_APPLICATION &&
    !items.some(({ id }) => id === chosenId);
  const { data } = useOperation(
    'getApplication',
    { path: { applicationId: chosenId } },
    { enabled: isElsewhere },
  );
  return isElsewhere && data ? [data, ...items] : items;
}

/** The live subscriptions to the product that applications hold. */
function useHeld(product: ApiProduct, applications: Application[]) {
  const client = useApi(apiManagementApiRef);
  return useQueries({
    queries: applications.map(({ id: applicationId }) => {
      const request = {
        query: {
          side: 'consumer' as const,
          productId: product.id,
          applicationId,
          state: [...liveSubscriptionStates],
          limit: 1,
        },
      };
      return {
        queryKey: operationKey('listSubscriptions', request),
        queryFn: () => client.listSubscriptions(request),
      };
    }),
    combine: results => ({
      data: results.flatMap(({ data }) => data?.items ?? []),
      isKnownOf: ({ id }: Application) =>
        results[applications.findIndex(each => each.id === id)]?.isSuccess ??
        false,
      error: results.find(({ error }) => error)?.error ?? null,
      refetch: () => Promise.all(results.map(({ refetch }) => refetch())),
    }),
  });
}

function useReason() {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return ({ id, editable }: Application, held: Subscription[]) => {
    const holding = held.find(({ application }) => application.id === id);
    if (holding) {
      const state = t(`state.${holding.state}`);
      return t('subscribe.holdsAlready', { state });
    }
    return editable ? undefined : t('subscribe.notYours');
  };
}
