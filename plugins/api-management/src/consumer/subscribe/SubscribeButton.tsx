import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  ApiProduct,
  Plan,
} from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { ReasonedButton } from '../../shared/components';
import { apiManagementTranslationRef } from '../../translation';
import { isWhole, openPlans } from '../product/plans';
import { SubscribeDialog } from './SubscribeDialog';

/** Opens the subscribe dialog; with a plan, that plan is chosen already. */
export function SubscribeButton(props: { product: ApiProduct; plan?: Plan }) {
  const { product, plan } = props;
  const [open, setOpen] = useState(false);
  const reason = useObstacle(product, plan);
  return (
    <>
      <ReasonedButton
        variant={plan ? 'secondary' : 'primary'}
        aria-label={plan && `Subscribe to ${plan.title}`}
        reason={reason}
        onPress={() => setOpen(true)}
      >
        Subscribe
      </ReasonedButton>
      {open && (
        <SubscribeDialog
          product={product}
          planId={plan?.id}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

/** Why nobody can subscribe, in words. */
function useObstacle(
  { state, plans }: ApiProduct,
  plan?: Plan,
): string | undefined {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  if (state !== 'published') {
    const word = t(`state.${state}`).toLocaleLowerCase('en');
    return t('subscribe.notPublished', { state: word });
  }
  const candidates = openPlans(plans).filter(
    ({ id }) => !plan || id === plan.id,
  );
  if (candidates.length === 0) {
    return t('subscribe.noPlan');
  }
  return candidates.some(isWhole) ? undefined : t('subscribe.damagedPlan');
}
