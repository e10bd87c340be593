import {
  Alert,
  Button,
  ButtonLink,
  DialogBody,
  DialogFooter,
} from '@backstage/ui';
import type { Subscription } from '@oaf/backstage-plugin-api-management-common';
import { EntityName, StateChip, StepContent } from '../../shared/components';
import { usePaths } from '../usePaths';
import styles from './Subscribe.module.css';

/** Says what happens next and who decides. */
export function SubscribeResult(props: {
  subscription: Subscription;
  onClose: () => void;
}) {
  const { subscription, onClose } = props;
  const paths = usePaths();
  const waiting = subscription.state === 'requested';
  return (
    <>
      <DialogBody>
        <StepContent
          isResult
          step="Result"
          title="Result"
          className={styles.body}
        >
          <Alert
            role="status"
            status="success"
            icon
            title={
              waiting ? 'Your request was sent' : 'Your request was approved'
            }
            description={
              waiting
                ? 'You need not wait here: the subscription page shows the decision and its reason.'
                : 'The gateway is being prepared. Your credentials will be on the subscription page in a moment.'
            }
          />
          <p className={styles.next}>
            <StateChip state={subscription.state} />
            {waiting && (
              <span>
                <EntityName entityRef={subscription.product.owner} /> decides.
              </span>
            )}
          </p>
        </StepContent>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          Close
        </Button>
        <ButtonLink
          variant="primary"
          href={paths.subscription(subscription.id)}
        >
          Open subscription
        </ButtonLink>
      </DialogFooter>
    </>
  );
}
