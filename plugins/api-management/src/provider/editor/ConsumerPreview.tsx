import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Badge, Button, Text } from '@backstage/ui';
import {
  describeKeyAge,
  describeLimits,
  EntityName,
  PageSection,
  PriceText,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import styles from './Editor.module.css';
import {
  type PlanForm,
  type ProductForm,
  splitTags,
  toPlanInput,
} from './ProductForm';
import { validatePlan } from './validateProduct';

/** The product as a developer will see it, while it is being typed. */
export function ConsumerPreview({ form }: { form: ProductForm }) {
  return (
    <PageSection title="As the consumer sees it">
      <div className={styles.preview}>
        <Text as="h3" variant="title-x-small" weight="bold">
          {form.title || 'Untitled product'}
        </Text>
        <p>{form.summary || 'No summary yet.'}</p>
        {form.owner && (
          <p className={styles.quiet}>
            Offered by <EntityName entityRef={form.owner} size="small" />
          </p>
        )}
        <div className={styles.tags}>
          {splitTags(form.tags).map(tag => (
            <Badge key={tag}>{tag}</Badge>
          ))}
        </div>
        {form.plans.map(plan => (
          <PreviewPlan key={plan.key} form={plan} />
        ))}
        <p className={styles.quiet}>
          {form.approval === 'automatic'
            ? 'A subscription is active at once.'
            : 'The owner decides on each request.'}
          {form.terms.trim() && ' Terms of use must be accepted.'}
        </p>
      </div>
    </PageSection>
  );
}

/** Limits and price only while they are right: nobody will ever see others. */
function PreviewPlan({ form }: { form: PlanForm }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const plan = toPlanInput(form);
  const age = describeKeyAge(plan);
  const wrong = validatePlan(form);
  return (
    <div className={styles.previewPlan}>
      <strong>{plan.title || 'Untitled plan'}</strong>
      {!wrong.some(field => /^(currency|components)/.test(field)) && (
        <span className={styles.previewPrice}>
          <PriceText price={plan.price} />
        </span>
      )}
      {!wrong.some(field => /^(rate|burst|quota)/.test(field)) && (
        <span className={styles.quiet}>{describeLimits(plan.limits)}</span>
      )}
      {age && !wrong.includes('credentialDays') && (
        <span className={styles.quiet}>
          {t('planCredentials.short', { age })}
        </span>
      )}
      {plan.dedicatedKey && (
        <span className={styles.quiet}>{t('dedicatedKey.short')}</span>
      )}
      {plan.description && <span>{plan.description}</span>}
      <Button variant="secondary" isDisabled>
        Subscribe
      </Button>
    </div>
  );
}
