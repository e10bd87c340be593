import { Radio, RadioGroup, Select } from '@backstage/ui';
import type {
  Credential,
  CredentialRules,
} from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { useOperationMutation } from '../../shared/api';
import { ConfirmDialog, RelativeTime, Stack } from '../../shared/components';
import { overlapChoices } from './lifetimes';

const HOUR = 3_600_000;

/** Ends a replaced key sooner, or lets it go on longer, with what gateways saw of it. */
export function OverlapDialog(props: {
  subscriptionId: string;
  credential: Credential;
  rules: CredentialRules;
  onClose: () => void;
}) {
  const { subscriptionId, credential, rules, onClose } = props;
  const [choice, setChoice] = useState<'end' | 'prolong'>('end');
  const [hours, setHours] = useState(String(rules.overlapHours));
  const change = useOperationMutation('updateCredential');
  const until = () =>
    new Date(Date.now() + (choice === 'end' ? 0 : Number(hours) * HOUR));
  return (
    <ConfirmDialog
      isOpen
      title={`The replaced key ${credential.name ?? ''}`.trimEnd()}
      action={choice === 'end' ? 'End it now' : 'Prolong'}
      destructive={choice === 'end'}
      onConfirm={() =>
        change.mutateAsync({
          path: { subscriptionId, credentialId: credential.id },
          body: { overlapUntil: until() },
        })
      }
      onClose={onClose}
    >
      <Stack>
        <p>
          <LastUse {...credential} />
        </p>
        <RadioGroup
          label="How long does it go on?"
          value={choice}
          onChange={value => setChoice(value as typeof choice)}
        >
          <Radio value="end">It ends now: calls with it are refused</Radio>
          <Radio value="prolong">It goes on for a while</Radio>
        </RadioGroup>
        {choice === 'prolong' && (
          <Select
            label="From now on for"
            options={overlapChoices(rules)}
            selectedKey={hours}
            onSelectionChange={key => setHours(String(key))}
          />
        )}
      </Stack>
    </ConfirmDialog>
  );
}

/** The evidence that nobody needs the key any more, or that somebody does. */
export function LastUse({ lastUsedAt, replacedAt }: Credential) {
  if (!lastUsedAt) {
    return <>No gateway ever saw it used.</>;
  }
  return replacedAt && new Date(lastUsedAt) < new Date(replacedAt) ? (
    <>
      No use since it was replaced; last used <RelativeTime at={lastUsedAt} />.
    </>
  ) : (
    <>
      Last used <RelativeTime at={lastUsedAt} />: some program still calls with
      it.
    </>
  );
}
