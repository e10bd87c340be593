import { Text } from '@backstage/ui';
import type {
  ApiProduct,
  ProductAction,
} from '@oaf/backstage-plugin-api-management-common';
import { describePrice, formatCount } from '../../shared';
import { AudienceText } from './AudienceText';
import styles from './Products.module.css';

const countSubscriptions = ({ subscriptionCount = 0 }: ApiProduct) =>
  subscriptionCount === 1
    ? 'The one live subscription goes'
    : `The ${formatCount(subscriptionCount)} live subscriptions go`;

const consequences: Record<ProductAction, (product: ApiProduct) => string> = {
  publish: ({ approval }) =>
    approval === 'automatic'
      ? 'Its audience can subscribe, and every request is approved at once.'
      : 'Its audience can ask for a subscription; you decide on every request.',
  unpublish: ({ subscriptionCount = 0 }) =>
    subscriptionCount > 0
      ? 'It has live subscriptions, so it cannot go back to draft. Deprecate it instead: nobody can subscribe any more, and the subscriptions go on.'
      : 'Nobody finds it any more until it is published again. It has no live subscription.',
  deprecate: product =>
    `Nobody can subscribe any more. ${countSubscriptions(product)} on.`,
  retire: ({ subscriptionCount = 0 }) =>
    subscriptionCount > 0
      ? `${formatCount(
          subscriptionCount,
        )} live subscriptions still use it and lose access. This cannot be undone.`
      : 'It disappears for good. No live subscription uses it. This cannot be undone.',
};

/** What a transition of a product will touch. */
export function TransitionPreview(props: {
  action: ProductAction;
  product: ApiProduct;
}) {
  const { action, product } = props;
  return (
    <div className={styles.preview}>
      <Text as="p">{consequences[action](product)}</Text>
      {action === 'publish' && <Offer product={product} />}
    </div>
  );
}

function Offer({ product }: { product: ApiProduct }) {
  return (
    <>
      <Text as="p" color="secondary">
        Visible to
      </Text>
      <AudienceText audience={product.audience} />
      <Text as="p" color="secondary">
        Plans
      </Text>
      <ul>
        {product.plans.map(({ id, title, price }) => (
          <li key={id}>
            {title}: {describePrice(price)}
          </li>
        ))}
      </ul>
    </>
  );
}
