/**
 * Fields about deployments, for forms outside of the pages of API management. Each brings the cache of its queries along.
 *
 * @packageDocumentation
 */
import { BgProvider } from '@backstage/ui';
import type { ComponentType } from 'react';
import { AccountSelect as AccountMenu } from './provider/infrastructure/deploying/AccountSelect';
import { ParameterField as ParameterInput } from './provider/infrastructure/deploying/ParameterField';
import { RegionSelect as RegionMenu } from './provider/infrastructure/deploying/RegionSelect';
import { StackSelect as StackMenu } from './provider/infrastructure/deploying/StackSelect';
import { DeploymentPreview as Preview } from './provider/infrastructure/preview/DeploymentPreview';
import { QueryProvider } from './shared/api';

const withQueries =
  <Props extends {}>(Field: ComponentType<Props>) =>
  (props: Props) =>
    (
      <QueryProvider>
        {/* Forms stand on a card of Material UI, of which Backstage UI knows nothing. */}
        <BgProvider bg="neutral-1">
          <Field {...props} />
        </BgProvider>
      </QueryProvider>
    );

/** Chooses a linked account to deploy into; those that cannot be say why. @public */
export const AccountSelect = withQueries(AccountMenu);

/** Chooses one of the regions that are enabled in a linked account. @public */
export const RegionSelect = withQueries(RegionMenu);

/** Chooses one of the stacks that are deployed. @public */
export const StackSelect = withQueries(StackMenu);

/** Asks for a parameter of a stack, as its template describes it. @public */
export const ParameterField = withQueries(ParameterInput);

/** Shows what a deployment would change before it is confirmed. @public */
export const DeploymentPreview = withQueries(Preview);

export type { StackPlace } from './provider/infrastructure/deploying/StackSelect';
