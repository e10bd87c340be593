import { Button } from '@backstage/ui';
import type { AccountLinkBatch } from '@oaf/backstage-plugin-api-management-common';
import { useOperation } from '../../../shared';
import { TrustSetupPanel } from '../trust/TrustSetupPanel';
import { useTrustChoice } from '../trust/useTrustChoice';

/** Tells the organisation's owner how to make all trust roles at once. */
export function BatchTrustStep(props: {
  batch: AccountLinkBatch;
  onNext: () => void;
}) {
  const { batch, onNext } = props;
  const { choice, onChoose } = useTrustChoice();
  const setup = useOperation('getBatchTrustSetup', {
    path: { batchId: batch.id },
    query: choice,
  });
  return (
    <>
      <p>
        Somebody who may make stack sets in the organisation runs this template
        for all of these accounts. Each role demands this external id followed
        by its own account id.
      </p>
      <TrustSetupPanel
        setup={setup}
        choice={choice}
        onChoose={onChoose}
        makes="stack set"
      />
      <div>
        <Button onPress={onNext}>The roles are made</Button>
      </div>
    </>
  );
}
