import { Button } from '@backstage/ui';
import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import { useOperation } from '../../../shared';
import { TrustSetupPanel } from '../trust/TrustSetupPanel';
import { useTrustChoice } from '../trust/useTrustChoice';

/** Tells the account's owner how to make the trust role. */
export function TrustStep(props: { link: AccountLink; onNext: () => void }) {
  const { link, onNext } = props;
  const { choice, onChoose } = useTrustChoice();
  const setup = useOperation('getTrustSetup', {
    path: { accountLinkId: link.id },
    query: choice,
  });
  return (
    <>
      <p>
        {`Somebody who may make roles in account ${link.accountId} runs this template there. The role it makes can be assumed by this installation only, and only with the external id of this link.`}
      </p>
      <TrustSetupPanel
        setup={setup}
        choice={choice}
        onChoose={onChoose}
        makes="stack"
      />
      <div>
        <Button onPress={onNext}>The role is made</Button>
      </div>
    </>
  );
}
