import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Header } from '@backstage/ui';
import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import { Navigate, useParams, useSearchParams } from 'react-router-dom';
import {
  Crumb,
  Loaded,
  PageBody,
  PageSection,
  StateChip,
  Stepper,
} from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';
import { usePaths } from '../../usePaths';
import { useAccountLink } from '../useAccountLink';
import { ImportStep } from './ImportStep';
import {
  currentLinkStep,
  linkProgress,
  type LinkStepId,
  linkStepIds,
} from './linkSteps';
import { RegionsStep } from './RegionsStep';
import { TrustStep } from './TrustStep';
import { VerifyStep } from './VerifyStep';

/** The further steps of linking an account, from where they were left. */
export function ContinueLinkingPage() {
  const { accountLinkId = '' } = useParams();
  return (
    <Loaded isPage query={useAccountLink(accountLinkId)} lines={6}>
      {link => <FurtherSteps link={link} />}
    </Loaded>
  );
}

function FurtherSteps({ link }: { link: AccountLink }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  const { step, goTo } = useStep(link);
  if (link.builtIn || link.state === 'unlinked') {
    return <Navigate to={paths.account(link.id)} replace />;
  }
  const progress = linkProgress(link);
  const contents: Record<LinkStepId, JSX.Element | null> = {
    describe: null,
    trust: <TrustStep link={link} onNext={() => goTo('verify')} />,
    verify: <VerifyStep link={link} onNext={() => goTo('regions')} />,
    regions: <RegionsStep link={link} onNext={() => goTo('import')} />,
    import: <ImportStep link={link} />,
  };
  return (
    <Crumb label={link.alias} href={paths.account(link.id)}>
      <Header
        title={`Link ${link.alias}`}
        metadata={[{ label: 'State', value: <StateChip state={link.state} /> }]}
      />
      <PageBody>
        <PageSection>
          <Stepper
            label="Steps"
            current={step}
            onChange={id => goTo(id as LinkStepId)}
            steps={linkStepIds.map(id => ({
              id,
              title: t(`linkStep.${id}`),
              ...progress[id],
              content: contents[id],
            }))}
          />
        </PageSection>
      </PageBody>
    </Crumb>
  );
}

/** The open step is kept in the address, so that "back" leads to the step before. */
function useStep(link: AccountLink) {
  const [params, setParams] = useSearchParams();
  const asked = linkStepIds.find(id => id === params.get('step'));
  const step =
    asked && linkProgress(link)[asked].isReachable
      ? asked
      : currentLinkStep(link);
  return { step, goTo: (id: LinkStepId) => setParams({ step: id }) };
}
