import { infrastructureDeployPermission } from '@oaf/backstage-plugin-api-management-common';
import { Route } from 'react-router-dom';
import { KnownRoutes, Permitted } from '../../shared';
import { DeploymentPage } from './DeploymentPage';
import { DeployAgainPage } from './deploying/DeployAgainPage';
import { DeployPage } from './deploying/DeployPage';
import { UpdateStackPage } from './deploying/UpdateStackPage';
import { InfrastructurePage } from './InfrastructurePage';
import { StackPage } from './StackPage';

const waysToDeploy = [
  { path: 'deploy', Page: DeployPage },
  { path: 'stacks/:stackId/update', Page: UpdateStackPage },
  { path: 'deployments/:deploymentId/again', Page: DeployAgainPage },
];

/** What is deployed, one stack, one deployment, and the ways to deploy. */
export const InfrastructurePages = () => (
  <KnownRoutes>
    <Route index element={<InfrastructurePage />} />
    <Route path="stacks/:stackId" element={<StackPage />} />
    <Route path="deployments/:deploymentId" element={<DeploymentPage />} />
    {waysToDeploy.map(({ path, Page }) => (
      <Route
        key={path}
        path={path}
        element={
          <Permitted permission={infrastructureDeployPermission}>
            <Page />
          </Permitted>
        }
      />
    ))}
  </KnownRoutes>
);
