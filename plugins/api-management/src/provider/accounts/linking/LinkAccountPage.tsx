import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Header } from '@backstage/ui';
import { Crumb, Loaded, PageBody, PageSection, Stepper } from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';
import { usePaths } from '../../usePaths';
import { DescribeStep } from './DescribeStep';
import { linkStepIds } from './linkSteps';
import { NotLinkable } from './NotLinkable';
import { sortDrivers, useDrivers } from './useLinkableDrivers';

/** Begins to link an account. */
export function LinkAccountPage() {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  return (
    <Crumb label={t('accountAction.link')} href={paths.linkAccount}>
      <Header
        title={t('accountAction.link')}
        description="The account's owner makes a role that this installation may assume. You can leave at any step and continue later."
      />
      <PageBody>
        <Loaded query={useDrivers()} lines={6}>
          {({ items }) => <FirstStep {...sortDrivers(items)} />}
        </Loaded>
      </PageBody>
    </Crumb>
  );
}

function FirstStep({
  ready,
  withoutCredentials,
}: ReturnType<typeof sortDrivers>) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  if (ready.length === 0) {
    return <NotLinkable withoutCredentials={withoutCredentials} />;
  }
  const steps = linkStepIds.map(id => ({
    id,
    title: t(`linkStep.${id}`),
    isReachable: id === 'describe',
    content: id === 'describe' && <DescribeStep drivers={ready} />,
  }));
  return (
    <PageSection>
      <Stepper
        label="Steps"
        steps={steps}
        current="describe"
        onChange={() => {}}
      />
    </PageSection>
  );
}
