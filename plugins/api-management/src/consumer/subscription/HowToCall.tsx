import { Select } from '@backstage/ui';
import type { Connection } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { useOperation } from '../../shared/api';
import { Facts, Loaded, PageSection } from '../../shared/components';
import { SampleTabs } from './SampleTabs';
import styles from './Subscription.module.css';

/** From the two secrets to the first answer: what to do, and a program that does it. */
export function HowToCall({ subscriptionId }: { subscriptionId: string }) {
  const connection = useOperation('getConnection', {
    path: { subscriptionId },
  });
  return (
    <PageSection title="How to call">
      <Loaded query={connection}>
        {found => (
          <>
            <Steps />
            <Samples connection={found} />
            <ConnectionFacts connection={found} />
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

function Samples({ connection }: { connection: Connection }) {
  const { resources } = connection;
  const [url, setUrl] = useState(resources[0].url);
  const resource = resources.find(candidate => candidate.url === url);
  return (
    <>
      {resources.length > 1 && (
        <Select
          label="API"
          value={url}
          onChange={key => setUrl(String(key))}
          options={resources.map(({ title, url: id }) => ({
            id,
            label: title,
          }))}
        />
      )}
      <SampleTabs connection={connection} resource={resource} />
    </>
  );
}

function ConnectionFacts({ connection }: { connection: Connection }) {
  return (
    <details className={styles.connection}>
      <summary>Connection details</summary>
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
            ({ title, url }): [string, JSX.Element] => [
              title,
              <code key={url}>{url}</code>,
            ],
          ),
        ]}
      />
    </details>
  );
}
