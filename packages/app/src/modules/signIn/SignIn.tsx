import { Progress } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import { LogoMark } from '../nav/Logo';
import styles from './SignIn.module.css';
import { useSignIn } from './useSignIn';

export const SignIn = ({ onSignInSuccess }: SignInPageProps) => {
  const { step, error, signIn } = useSignIn(onSignInSuccess);
  const config = useApi(configApiRef);
  const development =
    config.getOptionalString('auth.environment') === 'development';
  if (step === 'checking') {
    return <Progress />;
  }
  return (
    <main className={styles.page}>
      <section className={styles.card}>
        <LogoMark className={styles.mark} />
        <Flex direction="column" gap="1">
          <Text as="h1" variant="title-small" weight="bold">
            {config.getString('app.title')}
          </Text>
          <Text as="p" variant="body-large" color="secondary">
            Find APIs, subscribe to them, call them. Publish your own.
          </Text>
        </Flex>
        {error && (
          <Alert
            status="danger"
            title="Sign-in failed"
            description={error.message}
            icon
          />
        )}
        <Button
          size="medium"
          isPending={step === 'signing-in'}
          onPress={signIn}
        >
          Sign in
        </Button>
        <Text as="p" variant="body-small" color="secondary">
          {development
            ? 'On this machine you choose one of four people. Nobody needs a password.'
            : 'With the account of your organization.'}
        </Text>
      </section>
    </main>
  );
};
