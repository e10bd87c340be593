import { Link } from '@backstage/ui';
import type { PlanChange } from '@oaf/backstage-plugin-api-management-common';
import {
  column,
  LocalTable,
  PageSection,
  RelativeTime,
  TwoLines,
  useOperation,
} from '../../shared';
import { usePaths } from '../usePaths';
import { PlanChangeDecision } from './PlanChangeDecision';

const planChangeColumns = (hrefOf: (id: string) => string) => [
  column<PlanChange>({
    id: 'application',
    label: 'Application',
    isRowHeader: true,
    defaultWidth: '2fr',
    value: ({ subscription: { id, application, product } }) => (
      <TwoLines
        strong
        title={<Link href={hrefOf(id)}>{application.title}</Link>}
        detail={product.title}
      />
    ),
  }),
  column<PlanChange>({
    id: 'plans',
    label: 'Plan',
    defaultWidth: '2fr',
    value: ({ from, to, purpose }) => (
      <TwoLines title={`${from.title} → ${to.title}`} detail={purpose} />
    ),
  }),
  column<PlanChange>({
    id: 'requestedAt',
    label: 'Requested',
    value: ({ requestedAt }) => <RelativeTime at={requestedAt} />,
  }),
  column<PlanChange>({
    id: 'decision',
    label: 'Decision',
    defaultWidth: 210,
    value: change => <PlanChangeDecision change={change} />,
  }),
];

/** Subscriptions that ask for another plan, oldest first; nothing while none does. */
export function WaitingPlanChanges() {
  const paths = usePaths();
  const changes = useOperation(
    'listPlanChanges',
    { query: { side: 'provider', state: ['requested'], limit: 200 } },
    { refetchInterval: 30_000 },
  );
  const waiting = changes.data?.items ?? [];
  return waiting.length === 0 ? null : (
    <PageSection title="Waiting plan changes" flush>
      <LocalTable
        rows={waiting}
        columns={planChangeColumns(paths.subscription)}
      />
    </PageSection>
  );
}
