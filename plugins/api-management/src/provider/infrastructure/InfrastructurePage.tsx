import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { OWN_TEMPLATE } from '@oaf/backstage-plugin-api-management-common';
import {
  apiManagementApiRef,
  type ListFilter,
  ListToolbar,
  menuFailureOf,
  PageBody,
  PageSection,
  ServerTableView,
  useOperation,
  useServerOptions,
  useServerTable,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { usePaths } from '../usePaths';
import { DeploymentList } from './DeploymentList';
import { Installation } from './Installation';
import { NothingDeployed } from './NothingDeployed';
import { stackColumns } from './stackColumns';
import { stackPace } from './stackPace';
import { useMayDeploy } from './useMayDeploy';

/** What is deployed into linked accounts, and what was done to it lately. */
export function InfrastructurePage() {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const list = useServerTable('listStacks', {
    filterNames: ['accountLinkId', 'template'],
    orderBy: 'name:asc',
    toQuery: ({ accountLinkId, template }) => ({ accountLinkId, template }),
    refetchInterval: answer =>
      answer && Math.min(...answer.items.map(stackPace), stackPace(undefined)),
  });
  const { accountLinkId, template } = list.parameters.filters;
  return (
    <PageBody>
      <ListToolbar
        list={list}
        filters={useStackFilters(accountLinkId)}
        actions={<DeployButton />}
      />
      <PageSection title={t('stack.list')} flush>
        <ServerTableView
          list={list}
          columns={stackColumns}
          getHref={useStackHref()}
          emptyState={<NothingDeployed action={<DeployButton />} />}
        />
      </PageSection>
      <DeploymentList
        title={t('deployment.list')}
        query={{ accountLinkId, template }}
      />
      <Installation />
    </PageBody>
  );
}

function useStackHref() {
  const paths = usePaths();
  return ({ id }: { id: string }) => paths.stack(id);
}

function DeployButton() {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  const templates = useOperation('listStackTemplates', {});
  return useMayDeploy() && templates.data?.items.length ? (
    <ButtonLink href={paths.deploy}>{t('infrastructure.deploy')}</ButtonLink>
  ) : null;
}

function useStackFilters(chosen: string | undefined): ListFilter[] {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const client = useApi(apiManagementApiRef);
  const templates = useOperation('listStackTemplates', {});
  const accounts = useServerOptions('listAccountLinks', {
    query: { orderBy: 'alias:asc' },
    chosen: chosen ? [chosen] : [],
    get: accountLinkId => client.getAccountLink({ path: { accountLinkId } }),
    toOption: ({ id, alias }) => ({ id, label: alias }),
  });
  const names = templates.data?.items.map(({ name }) => name) ?? [];
  return [
    {
      name: 'accountLinkId',
      label: 'Account',
      any: 'All accounts',
      ...accounts,
    },
    {
      name: 'template',
      label: 'Template',
      any: 'All templates',
      options: [
        ...[...new Set(names)].map(id => ({ id, label: id })),
        { id: OWN_TEMPLATE, label: t('stack.ownTemplate') },
      ],
      failure: menuFailureOf(templates),
    },
  ];
}
