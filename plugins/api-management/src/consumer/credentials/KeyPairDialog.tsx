import {
  Alert,
  Button,
  DialogBody,
  DialogFooter,
  DialogHeader,
  PasswordField,
  Select,
  Text,
} from '@backstage/ui';
import type { Credential } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { errorStatus } from '../../shared/api';
import {
  Dialog,
  ErrorState,
  ReasonedButton,
  Stack,
  StepContent,
} from '../../shared/components';
import { KeyPairFiles } from './KeyPairFiles';
import { canOpenKeyPairs } from './openKeyPair';
import { rowActionWords } from './rowActions';
import { SecretText } from './SecretText';
import { useKeyPair } from './useKeyPair';
import type { KeyPairMaker } from './useKeyPairMakers';

const title = rowActionWords['key-pair'];

/** Warns, then has a gateway make a key pair and lets it be saved; once closed, nothing in the browser knows it any more. */
export function KeyPairDialog(props: {
  subscriptionId: string;
  credential: Credential;
  makers: KeyPairMaker[];
  onClose: () => void;
}) {
  const { subscriptionId, credential, makers, onClose } = props;
  const keyPair = useKeyPair({ subscriptionId, credentialId: credential.id });
  const { password, pair, error } = keyPair;
  const [issuer, setIssuer] = useState(makers[0]?.issuer ?? '');
  const [known, setKnown] = useState('');
  const isAsked = !credential.revealable;
  const isMade = pair?.issuer === issuer;
  const gateway = makers.find(one => one.issuer === issuer)?.name ?? issuer;
  return (
    <Dialog
      isOpen
      isDismissable={false}
      isKeyboardDismissDisabled={Boolean(password)}
      onOpenChange={open => !open && onClose()}
      width={600}
    >
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        <Stack>
          {makers.length > 1 && (
            <Select
              label="Gateway"
              description="Each has an issuer of its own; the temporary password works once at each."
              value={issuer}
              onChange={key => setIssuer(String(key))}
              options={makers.map(({ issuer: id, name }) => ({
                id,
                label: name,
              }))}
            />
          )}
          <StepContent step={isMade ? `pair ${issuer}` : issuer} title={title}>
            {isMade ? (
              <KeyPairFiles pair={pair} gateway={gateway} />
            ) : (
              <Stack>
                <Warning gateway={gateway} />
                {isAsked && (
                  <PasswordField
                    label="Temporary password"
                    description="It was revealed before, so only its holder has it."
                    isRequired
                    autoComplete="off"
                    maxLength={200}
                    value={known}
                    onChange={setKnown}
                  />
                )}
              </Stack>
            )}
          </StepContent>
          <ErrorState error={error} />
          {password && error && (
            <Remains password={password} isOver={errorStatus(error) === 409} />
          )}
        </Stack>
      </DialogBody>
      <DialogFooter>
        {isMade ? (
          <Button onPress={onClose}>I have stored it</Button>
        ) : (
          <>
            <ReasonedButton
              isPending={keyPair.isPending}
              onPress={() =>
                keyPair.make(issuer, isAsked ? known.trim() : undefined)
              }
              reason={whyNot({ isMissing: isAsked && !known.trim() })}
            >
              {error ? 'Try again' : 'Have it made'}
            </ReasonedButton>
            <Button variant="secondary" onPress={onClose}>
              {password ? 'Close' : 'Cancel'}
            </Button>
          </>
        )}
      </DialogFooter>
    </Dialog>
  );
}

function whyNot({ isMissing }: { isMissing: boolean }) {
  if (!canOpenKeyPairs()) {
    return 'This page did not come over HTTPS, so that the browser cannot open a key';
  }
  return isMissing ? 'Temporary password is missing' : undefined;
}

function Warning({ gateway }: { gateway: string }) {
  return (
    <Stack>
      <Alert
        status="warning"
        icon
        title="The private key is shown one single time"
        description="Have your secret store open before you go on. Neither the gateway nor this portal keeps the key: whoever loses it has a new one made."
      />
      <Text as="p">
        {gateway} makes the key pair, enrols its public half, which uses up the
        temporary password, and hands out the private half encrypted with that
        password. Your browser opens it.
      </Text>
      <Text as="p">
        A key that your own program makes is safer, as nobody else ever has it.
        Choose this where a program cannot make one.
      </Text>
    </Stack>
  );
}

/** The password was shown by now, and nobody can show it again. */
function Remains(props: { password: string; isOver: boolean }) {
  return (
    <>
      <SecretText label="Temporary password" text={props.password} />
      <Text as="p">
        {props.isOver
          ? 'If the key pair was handed out and did not arrive, close this and choose “Lost private key”: that revokes it and gives a new temporary password.'
          : 'Nothing is lost yet: trying again gets the same key pair. The temporary password is shown now and never again; it also enrols a key that your own program makes.'}
      </Text>
    </>
  );
}
