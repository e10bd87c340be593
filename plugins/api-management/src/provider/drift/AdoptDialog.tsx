import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, Text, TextField } from '@backstage/ui';
import type { DriftFinding } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import {
  apiManagementApiRef,
  ConfirmDialog,
  MenuFailures,
  useMissing,
  useOperationMutation,
  useServerOptions,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import styles from './Drift.module.css';

/** Makes a foreign API key a named credential of a subscription that is chosen. */
export function AdoptDialog(props: {
  finding: DriftFinding;
  onClose: () => void;
}) {
  const { finding, onClose } = props;
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const [subscriptionId, setSubscriptionId] = useState('');
  const [name, setName] = useState('');
  const missing = useMissing();
  const transition = useOperationMutation('transitionDriftFinding');
  const word = t('gatewayDriftAction.adopt');
  return (
    <ConfirmDialog
      isOpen
      title={`${word}: ${t('gatewayDriftKind.api-key')}`}
      action={word}
      blocked={missing({
        [t('gatewayDrift.subscription')]: !subscriptionId,
        [t('gatewayDrift.keyName')]: !name.trim(),
      })}
      onConfirm={() =>
        transition.mutateAsync({
          path: { findingId: finding.id },
          body: { action: 'adopt', subscriptionId, name: name.trim() },
        })
      }
      onClose={onClose}
    >
      <div className={styles.fields}>
        <Text as="p">{t('gatewayDriftConsequence.adopt')}</Text>
        <SubscriptionSelect
          productId={finding.product?.id}
          planId={finding.planId}
          value={subscriptionId}
          onChange={setSubscriptionId}
        />
        <TextField
          label={t('gatewayDrift.keyName')}
          isRequired
          maxLength={100}
          value={name}
          onChange={setName}
        />
      </div>
    </ConfirmDialog>
  );
}

function SubscriptionSelect(props: {
  productId: string | undefined;
  planId: string | undefined;
  value: string;
  onChange: (id: string) => void;
}) {
  const { productId, planId, value, onChange } = props;
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const client = useApi(apiManagementApiRef);
  const { failure, ...menu } = useServerOptions('listSubscriptions', {
    query: { productId, state: ['active'] },
    chosen: value ? [value] : [],
    get: id => client.getSubscription({ path: { subscriptionId: id } }),
    toOption: ({ id, application, plan }) => ({
      id,
      label: application.title,
      description:
        plan.id === planId ? plan.title : t('gatewayDrift.otherPlan'),
      disabled: plan.id !== planId,
    }),
  });
  const label = t('gatewayDrift.subscription');
  return (
    <div>
      <Select
        label={label}
        isRequired
        {...menu}
        selectedKey={value || null}
        onSelectionChange={key => onChange(String(key ?? ''))}
      />
      <MenuFailures menus={[{ label, failure }]} />
    </div>
  );
}
