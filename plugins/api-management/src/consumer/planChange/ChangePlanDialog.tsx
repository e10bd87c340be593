import { Checkbox, Select, TextAreaField } from '@backstage/ui';
import type {
  ApiProduct,
  CredentialRules,
  Plan,
  Subscription,
} from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { useOperation, useOperationMutation } from '../../shared/api';
import { ConfirmDialog, Loaded, Stack } from '../../shared/components';
import { describeLimits, describePrice } from '../../shared/format';
import { MarkdownText } from '../../shared/markdown';
import { overlapChoices } from '../credentials/lifetimes';
import { changingPlan } from '../estimate/partMonths';
import { PriceEstimate } from '../estimate/PriceEstimate';
import { isWhole, openPlans, planAsSeen } from '../product/plans';

type Props = { subscription: Subscription; onClose: () => void };

/** Asks for another plan of the product, with how long both shall work. */
export function ChangePlanDialog({ subscription, onClose }: Props) {
  const { id, product, plan } = subscription;
  const [planId, setPlanId] = useState('');
  const [overlap, setOverlap] = useState<string>();
  const [purpose, setPurpose] = useState('');
  const [termsAccepted, setAccepted] = useState(false);
  const offered = useOperation('getProduct', {
    path: { productId: product.id },
  });
  const credentials = useOperation('listCredentials', {
    path: { subscriptionId: id },
  });
  const request = useOperationMutation('requestPlanChange');
  const terms = offered.data?.terms;
  return (
    <ConfirmDialog
      isOpen
      isWide
      title={`Change the plan of ${product.title}`}
      action={
        offered.data?.approval === 'automatic' ? 'Change plan' : 'Request'
      }
      blocked={missing({ planId, terms, termsAccepted })}
      onConfirm={() =>
        request.mutateAsync({
          path: { subscriptionId: id },
          body: {
            ...(offered.data ? planAsSeen(offered.data, planId) : { planId }),
            ...(overlap && { overlapHours: Number(overlap) }),
            ...(purpose.trim() && { purpose: purpose.trim() }),
            ...(terms && { termsAccepted }),
          },
        })
      }
      onClose={onClose}
    >
      <Loaded query={offered}>
        {answer => (
          <Stack>
            <PlanSelect
              product={answer}
              present={plan.id}
              value={planId}
              onChange={setPlanId}
            />
            <OverlapSelect
              rules={credentials.data?.rules}
              value={overlap}
              onChange={setOverlap}
            />
            <p>
              Once it is approved, a new API key is of the new plan, and your
              present keys go on under {plan.title} until you finish the change
              or that time is over. From the approval on, the new plan is billed
              beside the calls that still come under the former one.
            </p>
            <ChangeEstimate
              subscription={subscription}
              to={answer.plans.find(each => each.id === planId)}
            />
            <TextAreaField
              label="Why"
              secondaryLabel="Optional"
              maxLength={1000}
              value={purpose}
              onChange={setPurpose}
            />
            {terms && (
              <>
                <MarkdownText text={terms} />
                <Checkbox isSelected={termsAccepted} onChange={setAccepted}>
                  I accept the terms of use
                </Checkbox>
              </>
            )}
          </Stack>
        )}
      </Loaded>
    </ConfirmDialog>
  );
}

/** What both plans come to in this month, and what the new one costs from the next on. */
function ChangeEstimate(props: { subscription: Subscription; to?: Plan }) {
  const { subscription, to } = props;
  return to?.price ? (
    <PriceEstimate
      price={to.price}
      toBegin={calls => changingPlan(subscription, to, calls)}
    />
  ) : null;
}

function missing(form: {
  planId: string;
  terms: string | undefined;
  termsAccepted: boolean;
}) {
  if (!form.planId) {
    return 'Choose a plan';
  }
  return form.terms && !form.termsAccepted
    ? 'The terms are not accepted'
    : undefined;
}

function PlanSelect(props: {
  product: ApiProduct;
  present: string;
  value: string;
  onChange: (planId: string) => void;
}) {
  const others = openPlans(props.product.plans).filter(
    plan => plan.id !== props.present && isWhole(plan),
  );
  return others.length === 0 ? (
    <p>The product offers no other plan.</p>
  ) : (
    <Select
      label="New plan"
      placeholder="Choose a plan"
      options={others.map(({ id, title, price, limits }) => ({
        id,
        label: `${title}: ${describePrice(price)}, ${describeLimits(limits)}`,
      }))}
      selectedKey={props.value || null}
      onSelectionChange={key => props.onChange(String(key))}
    />
  );
}

function OverlapSelect(props: {
  rules: CredentialRules | undefined;
  value: string | undefined;
  onChange: (hours: string) => void;
}) {
  const { rules, value, onChange } = props;
  return (
    rules && (
      <Select
        label="Both plans work for at most"
        options={overlapChoices(rules)}
        selectedKey={value ?? String(rules.overlapHours)}
        onSelectionChange={key => onChange(String(key))}
      />
    )
  );
}
