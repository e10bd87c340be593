import { Badge, Button, Text } from '@backstage/ui';
import {
  describeLimits,
  EntityName,
  PageSection,
  PriceText,
} from '../../shared';
import styles from './Editor.module.css';
import { type ProductForm, splitTags, toPlanInput } from './ProductForm';

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
          <PreviewPlan key={plan.key} plan={toPlanInput(plan)} />
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

function PreviewPlan(props: { plan: ReturnType<typeof toPlanInput> }) {
  return (
    <div className={styles.previewPlan}>
      <strong>{props.plan.title || 'Untitled plan'}</strong>
      <span className={styles.price}>
        <PriceText price={props.plan.price} />
      </span>
      <span className={styles.quiet}>{describeLimits(props.plan.limits)}</span>
      {props.plan.description && <span>{props.plan.description}</span>}
      <Button variant="secondary" isDisabled>
        Subscribe
      </Button>
    </div>
  );
}
