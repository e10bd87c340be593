import { useApi } from '@backstage/frontend-plugin-api';
import type {
  ApiProduct,
  Application,
  Subscription,
} from '@oaf/backstage-plugin-api-management-common';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { apiManagementApiRef, useReread } from '../../shared/api';
import { planAsSeen } from '../product/plans';
import { NEW_APPLICATION, type SubscribeForm } from './SubscribeForm';

/**
 * Makes the new application when one is wanted, then requests the subscription.
 * An application made by a try that failed afterwards is used again by the next try.
 */
export function useSubmitSubscription(product: ApiProduct) {
  const client = useApi(apiManagementApiRef);
  const reread = useReread();
  const made = useRef<Application>();

  async function applicationOf(form: SubscribeForm) {
    if (form.applicationId !== NEW_APPLICATION) {
      return form.applicationId;
    }
    const { owner } = form.newApplication;
    const title = form.newApplication.title.trim();
    if (made.current?.title !== title || made.current.owner !== owner) {
      made.current = await client.createApplication({ body: { title, owner } });
    }
    return made.current.id;
  }

  return useMutation<Subscription, Error, SubscribeForm>({
    mutationFn: async form =>
      client.createSubscription({
        body: {
          applicationId: await applicationOf(form),
          productId: product.id,
          ...planAsSeen(product, form.planId),
          ...(form.purpose.trim() && { purpose: form.purpose.trim() }),
          ...(product.terms && { termsAccepted: form.termsAccepted }),
        },
      }),
    onSettled: reread,
  });
}
