import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { useOperation } from '../../shared/api';
import { Facts } from '../../shared/components';
import { describeKeyAge, describeLimits } from '../../shared/format';
import { apiManagementTranslationRef } from '../../translation';
import { PriceEstimate } from '../estimate/PriceEstimate';
import { beginning } from '../estimate/partMonths';
import { NEW_APPLICATION, type SubscribeForm } from './SubscribeForm';

export function ReviewStep(props: {
  product: ApiProduct;
  form: SubscribeForm;
}) {
  const { product, form } = props;
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const plan = product.plans.find(({ id }) => id === form.planId);
  const application = useApplicationTitle(form);
  if (!plan) {
    return null;
  }
  return (
    <>
      <Facts
        facts={[
          ['Application', application],
          ['Plan', plan.title],
          ['Limits', describeLimits(plan.limits)],
          [t('planCredentials.label'), describeKeyAge(plan)],
          [
            t('dedicatedKey.label'),
            plan.dedicatedKey ? t('dedicatedKey.own') : undefined,
          ],
          [
            'Decision',
            product.approval === 'automatic'
              ? 'Approved at once by a rule'
              : 'The owner of the product decides',
          ],
        ]}
      />
      {plan.price && (
        <PriceEstimate
          price={plan.price}
          toBegin={calls => beginning(plan, calls)}
        />
      )}
    </>
  );
}

function useApplicationTitle({ applicationId, newApplication }: SubscribeForm) {
  const made = applicationId === NEW_APPLICATION;
  const application = useOperation(
    'getApplication',
    { path: { applicationId } },
    { enabled: !made },
  );
  return made
    ? `${newApplication.title.trim()} (new)`
    : application.data?.title ?? '…';
}
