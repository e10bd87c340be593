import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Header } from '@backstage/ui';
import type { Stack } from '@oaf/backstage-plugin-api-management-common';
import { useParams } from 'react-router-dom';
import { Crumb, Loaded, PageBody, useOperation } from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';
import { usePaths } from '../../usePaths';
import { LiveDeployment } from '../LiveDeployment';
import { FilledForm } from './FilledForm';

/** Deploys a stack anew, with its parameters or others, and the template as it is now. */
export function UpdateStackPage() {
  const { stackId = '' } = useParams();
  const stack = useOperation('getStack', { path: { stackId } });
  return (
    <Loaded isPage query={stack} lines={6}>
      {answer => <UpdateStack stack={answer} />}
    </Loaded>
  );
}

function UpdateStack({ stack }: { stack: Stack }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  const title = t('infrastructure.updateTitle', { name: stack.name });
  return (
    <Crumb label={stack.name} href={paths.stack(stack.id)}>
      <Header
        title={title}
        description={t('infrastructure.deployDescription')}
      />
      <PageBody>
        <LiveDeployment stack={stack} />
        <FilledForm isUpdate deployed={{ ...stack, stackName: stack.name }} />
      </PageBody>
    </Crumb>
  );
}
