import { Button } from '@backstage/ui';
import type {
  ApiProduct,
  Plan,
} from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { openPlans } from '../product/plans';
import { SubscribeDialog } from './SubscribeDialog';

/** Opens the subscribe dialog; with a plan, that plan is chosen already. */
export function SubscribeButton(props: { product: ApiProduct; plan?: Plan }) {
  const { product, plan } = props;
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant={plan ? 'secondary' : 'primary'}
        aria-label={plan && `Subscribe to ${plan.title}`}
        isDisabled={!acceptsSubscriptions(product)}
        onPress={() => setOpen(true)}
      >
        Subscribe
      </Button>
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

function acceptsSubscriptions({ state, plans }: ApiProduct) {
  return state === 'published' && openPlans(plans).length > 0;
}
