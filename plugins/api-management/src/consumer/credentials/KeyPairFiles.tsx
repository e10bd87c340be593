import { Alert, Button, Text } from '@backstage/ui';
import { Stack } from '../../shared/components';
import { downloadText } from '../../shared/download';
import styles from './Credentials.module.css';
import type { KeyPair } from './openKeyPair';

const files: {
  id: keyof KeyPair['files'];
  label: string;
  fileName: string;
}[] = [
  { id: 'pem', label: 'Private key (PEM)', fileName: 'private-key.pem' },
  { id: 'jwk', label: 'Private key (JWK)', fileName: 'private-key.jwk.json' },
  { id: 'registration', label: 'Registration', fileName: 'registration.json' },
];

/** What there is to save, this one time. */
export function KeyPairFiles(props: { pair: KeyPair; gateway: string }) {
  const { pair, gateway } = props;
  return (
    <Stack>
      <Alert
        status="success"
        icon
        title={`Made and enrolled at ${gateway}`}
        description="Save the private key now, in one of the two forms: it goes when this is closed."
      />
      <div className={styles.actions}>
        {files.map(({ id, label, fileName }) => (
          <Button
            key={id}
            variant={id === 'registration' ? 'tertiary' : 'secondary'}
            onPress={() => downloadText(fileName, pair.files[id])}
          >
            {label}
          </Button>
        ))}
      </div>
      <Text as="p">
        The key is called{' '}
        <code className={styles.thumbprint}>{pair.thumbprint}</code> and signs
        with ES256. The registration has what a program needs to rotate it by
        itself (RFC 7592), which is secret, too.
      </Text>
    </Stack>
  );
}
