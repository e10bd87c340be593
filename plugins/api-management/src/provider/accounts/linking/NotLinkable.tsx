import type { GatewayDriverInfo } from '@oaf/backstage-plugin-api-management-common';
import { CodeLines, EmptyState, PageSection } from '../../../shared';
import styles from '../Accounts.module.css';

const installation = `// packages/backend/src/index.ts
backend.add(
  import('@oaf/backstage-plugin-api-management-backend-module-aws'),
);

# app-config.yaml
apiManagement:
  aws: {}`;

const credentials = `# app-config.yaml
aws:
  mainAccount:
    accessKeyId: \${AWS_ACCESS_KEY_ID}
    secretAccessKey: \${AWS_SECRET_ACCESS_KEY}`;

/** Says what to configure when no account can be linked. */
export const NotLinkable = (props: {
  withoutCredentials: GatewayDriverInfo[];
}) => (
  <PageSection>
    {props.withoutCredentials.length > 0 ? (
      <MissingCredentials drivers={props.withoutCredentials} />
    ) : (
      <MissingDriver />
    )}
  </PageSection>
);

function MissingDriver() {
  return (
    <EmptyState
      title="This installation cannot link accounts yet"
      description="None of its drivers opens accounts of others. Install and configure one in the backend, for example that for AWS:"
      action={
        <div className={styles.configuration}>
          <CodeLines text={installation} label="Copy the lines" />
        </div>
      }
    />
  );
}

function MissingCredentials({ drivers }: { drivers: GatewayDriverInfo[] }) {
  return (
    <EmptyState
      title={`${drivers
        .map(({ title }) => title)
        .join(' and ')} has no credentials of its own`}
      description="Roles in linked accounts are assumed with the backend's own credentials. Give the backend a role where it runs, or keys in its configuration, and start it again:"
      action={
        <div className={styles.configuration}>
          <CodeLines text={credentials} label="Copy the configuration" />
        </div>
      }
    />
  );
}
