import { Select, Text } from '@backstage/ui';
import type {
  Connection,
  ConnectionResource,
} from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { useOperation } from '../../shared/api';
import { Facts, Loaded, PageSection } from '../../shared/components';
import { SampleTabs } from './SampleTabs';
import styles from './Subscription.module.css';

/** From the two secrets to the first answer: what to do, and a program that does it. */
export function HowToCall({ subscriptionId }: { subscriptionId: string }) {
  const connections = useOperation('listConnections', {
    path: { subscriptionId },
  });
  return (
    <PageSection title="How to call">
      <Loaded query={connections}>
        {({ items }) => (
          <>
            <Steps />
            <Samples connections={items} />
            {items.map(connection => (
              <ConnectionFacts
                key={connection.issuer}
                connection={connection}
              />
            ))}
          </>
        )}
      </Loaded>
    </PageSection>
  );
}

function Steps() {
  return (
    <ol className={styles.steps}>
      <li>
        Reveal the temporary password above; the program reads it from{' '}
        <code>OAF_TEMPORARY_PASSWORD</code>, once.
      </li>
      <li>
        Reveal the API key above; the program reads it from{' '}
        <code>OAF_API_KEY</code>, on every call.
      </li>
      <li>
        Save the sample and run it. It makes its own key pair, enrols it with
        the temporary password, gets a token and calls the API.
      </li>
    </ol>
  );
}

/** One API and the gateway that serves it. */
type Target = { connection: Connection; resource: ConnectionResource };

function Samples({ connections }: { connections: Connection[] }) {
  const targets = connections.flatMap(connection =>
    connection.resources.map(resource => ({ connection, resource })),
  );
  const [url, setUrl] = useState(targets[0].resource.url);
  const target =
    targets.find(({ resource }) => resource.url === url) ?? targets[0];
  return (
    <>
      {targets.length > 1 && (
        <Select
          label="API"
          value={target.resource.url}
          onChange={key => setUrl(String(key))}
          options={targets.map(candidate => ({
            id: candidate.resource.url,
            label: labelOf(candidate, connections.length > 1),
          }))}
        />
      )}
      {connections.length > 1 && (
        <Text variant="body-small" color="secondary">
          Several gateways serve this product. Each has an issuer of its own:
          enrol at each that you call; the temporary password works once at
          each.
        </Text>
      )}
      <SampleTabs {...target} />
    </>
  );
}

function labelOf({ connection, resource }: Target, withGateway: boolean) {
  const { title, region } = resource;
  return withGateway ? `${title} · ${connection.account} · ${region}` : title;
}

function ConnectionFacts({ connection }: { connection: Connection }) {
  return (
    <details className={styles.connection}>
      <summary>Connection details: {connection.account}</summary>
      <Facts
        facts={[
          ['Issuer', <code key="issuer">{connection.issuer}</code>],
          ['Client id', <code key="id">{connection.clientId}</code>],
          [
            'Registration',
            <code key="registration">{connection.registrationEndpoint}</code>,
          ],
          ['Token', <code key="token">{connection.tokenEndpoint}</code>],
          ['Scopes', <code key="scopes">{connection.scopes.join(' ')}</code>],
          ...connection.resources.map(
            ({ title, region, url }): [string, JSX.Element] => [
              `${title} (${region})`,
              <code key={url}>{url}</code>,
            ],
          ),
        ]}
      />
    </details>
  );
}
