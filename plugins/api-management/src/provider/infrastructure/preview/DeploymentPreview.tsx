import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Text } from '@backstage/ui';
import type {
  Deployment,
  DeploymentInput,
} from '@oaf/backstage-plugin-api-management-common';
import { LoadingLines, useOperation } from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';
import { CostTable } from '../costs/CostTable';
import { DeploymentChanges } from '../DeploymentChanges';
import { DeploymentNotice } from '../DeploymentNotice';
import styles from '../Infrastructure.module.css';
import { NotStarted } from '../NotStarted';
import { usePreview } from './usePreview';

/**
 * Shows what a deployment would change before it is confirmed: starts it, waits, and shows the changes, that there are
 * none, or why not and what to do. Another input discards the former and starts another.
 */
export function DeploymentPreview(props: {
  input: DeploymentInput;
  /** Id of the deployment that was started last. */
  value: string | undefined;
  problem?: string;
  onChange: (deploymentId: string | undefined) => void;
}) {
  const { input, value, onChange } = props;
  const { deployment, error, again } = usePreview({
    input,
    deploymentId: value,
    onChange,
  });
  const content = deployment ? (
    <Preview deployment={deployment} again={again} />
  ) : (
    <Looking />
  );
  return (
    <div className={styles.fields} aria-live="polite">
      {error ? <Refused error={error} again={again} /> : content}
      <Costs input={input} />
    </div>
  );
}

/** What it costs is known before what it changes; a removal costs nothing. */
function Costs({ input }: { input: DeploymentInput }) {
  const { data } = useOperation('listStackTemplates', {});
  const template = data?.items.find(({ name }) => name === input.template);
  return template ? (
    <CostTable template={template} values={input.parameters ?? {}} />
  ) : null;
}

function Refused({ error, again }: { error: Error; again: () => void }) {
  return (
    <>
      <NotStarted error={error} />
      <AgainButton onPress={again} />
    </>
  );
}

function Preview(props: { deployment: Deployment; again: () => void }) {
  const { deployment, again } = props;
  switch (deployment.state) {
    case 'queued':
    case 'uploading':
    case 'previewing':
      return <Looking deployment={deployment} />;
    case 'failed':
    case 'cancelled':
    case 'cancelling':
      return (
        <>
          <Ended deployment={deployment} />
          <AgainButton onPress={again} />
        </>
      );
    case 'succeeded':
      return <DeploymentNotice deployment={deployment} />;
    default:
      return <Changes deployment={deployment} />;
  }
}

/** Nothing is known yet; what keeps it from going on, if something does. */
function Looking({ deployment }: { deployment?: Deployment }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <>
      <Text as="p" color="secondary">
        {t('preview.looking')}
      </Text>
      <LoadingLines lines={5} />
      {deployment && <DeploymentNotice deployment={deployment} />}
    </>
  );
}

function Ended({ deployment }: { deployment: Deployment }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return deployment.failure ? (
    <DeploymentNotice deployment={deployment} />
  ) : (
    <Alert status="warning" icon title={t('preview.cancelled')} />
  );
}

function Changes({ deployment }: { deployment: Deployment }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { stackName, accountAlias, region } = deployment;
  return (
    <>
      <Text as="p">
        {t('preview.where', { name: stackName, account: accountAlias, region })}
      </Text>
      <DeploymentChanges deployment={deployment} />
    </>
  );
}

function AgainButton({ onPress }: { onPress: () => void }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <div>
      <Button variant="secondary" onPress={onPress}>
        {t('preview.again')}
      </Button>
    </div>
  );
}
