import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Header } from '@backstage/ui';
import { Crumb, Loaded, PageBody, PageSection, Stepper } from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';
import { usePaths } from '../../usePaths';
import { NotLinkable } from '../linking/NotLinkable';
import { sortDrivers, useDrivers } from '../linking/useLinkableDrivers';
import { batchStepIds } from './batchSteps';
import { RowsStep } from './RowsStep';

/** Begins to link many accounts, whose roles one stack set makes. */
export function LinkManyPage() {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  return (
    <Crumb label={t('accountAction.linkMany')} href={paths.linkMany}>
      <Header
        title="Link many accounts"
        description="For an organisation: one stack set makes the role in every account, and each account has an external id of its own."
      />
      <PageBody>
        <Loaded query={useDrivers()} lines={6}>
          {({ items }) => <FirstStep {...sortDrivers(items)} />}
        </Loaded>
      </PageBody>
    </Crumb>
  );
}

function FirstStep(props: ReturnType<typeof sortDrivers>) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { ready, withoutCredentials } = props;
  if (ready.length === 0) {
    return <NotLinkable withoutCredentials={withoutCredentials} />;
  }
  return (
    <PageSection>
      <Stepper
        label="Steps"
        current="rows"
        onChange={() => {}}
        steps={batchStepIds.map(id => ({
          id,
          title: t(`batchStep.${id}`),
          isReachable: id === 'rows',
          content: id === 'rows' && <RowsStep drivers={ready} />,
        }))}
      />
    </PageSection>
  );
}
